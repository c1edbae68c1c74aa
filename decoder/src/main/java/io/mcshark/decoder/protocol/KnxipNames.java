package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Names;

/** What {@link Knxip}'s numbers are called: KNX Standard 3/8/1, 3/8/2, 3/8/9. */
final class KnxipNames {
    static final Names FAMILIES = Names.lines("""
            0x02 Core
            0x03 Device Management
            0x04 Tunneling
            0x05 Routing
            0x06 Remote Logging
            0x07 Remote Configuration
            0x08 Object Server
            0x09 Security
            """);

    static final Names SERVICES = Names.lines("""
            0x0201 Search Request
            0x0202 Search Response
            0x0203 Description Request
            0x0204 Description Response
            0x0205 Connect Request
            0x0206 Connect Response
            0x0207 Connection State Request
            0x0208 Connection State Response
            0x0209 Disconnect Request
            0x020a Disconnect Response
            0x020b Extended Search Request
            0x020c Extended Search Response
            0x0310 Configuration Request
            0x0311 Configuration Acknowledgement
            0x0420 Tunneling Request
            0x0421 Tunneling Acknowledgement
            0x0422 Tunneling Feature Get
            0x0423 Tunneling Feature Response
            0x0424 Tunneling Feature Set
            0x0425 Tunneling Feature Info
            0x0530 Routing Indication
            0x0531 Routing Lost Message
            0x0532 Routing Busy
            0x0533 Routing System Broadcast
            0x0740 Remote Diagnostic Request
            0x0741 Remote Diagnostic Response
            0x0742 Remote Basic Configuration Request
            0x0743 Remote Reset Request
            0x0950 Secure Wrapper
            0x0951 Session Request
            0x0952 Session Response
            0x0953 Session Authenticate
            0x0954 Session Status
            0x0955 Timer Notify
            """);

    static final Names STATUSES = Names.lines("""
            0x00 OK
            0x01 Host protocol not supported
            0x02 Version not supported
            0x04 Wrong sequence number
            0x0f Error
            0x21 No such connection
            0x22 Connection type not supported
            0x23 Connection option not supported
            0x24 No more connections
            0x25 No more unique connections
            0x26 Data connection error
            0x27 KNX connection error
            0x28 Authorization error
            0x29 Tunneling layer not supported
            0x2d No tunneling address
            0x2e Connection in use
            """);

    static final Names CONNECTIONS = Names.lines("""
            0x03 Device management
            0x04 Tunneling
            0x06 Remote logging
            0x07 Remote configuration
            0x08 Object server
            """);

    private KnxipNames() {}
}
