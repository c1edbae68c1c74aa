package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * What {@link Rtps} participants tell of themselves, their readers and writers: parameters of kind 2, length 2, value, up to the sentinel.
 * DDSI-RTPS 2.5, 9.6.3; their numbers in either byte order.
 */
final class RtpsParameters {
    private static final int HEAD = 4, SENTINEL = 1, MOST_NAMES = 1024;
    private static final long ABSENT = Field.ABSENT;

    static final Names VENDORS = Names.lines("""
            0x0000 VENDOR_ID_UNKNOWN
            0x0101 Real-Time Innovations, Inc. - Connext DDS
            0x0102 ADLINK Technology Ltd. - OpenSplice DDS
            0x0103 Object Computing, Inc. (OCI) - OpenDDS
            0x0104 MilSoft - Mil-DDS
            0x0105 Kongsberg - InterCOM DDS
            0x0106 Twin Oaks Computing, Inc. - CoreDX DDS
            0x0107 Lakota Technical Solutions, Inc.
            0x0108 ICOUP Consulting
            0x0109 Electronics and Telecommunication Research Institute (ETRI) - Diamond DDS
            0x010a Real-Time Innovations, Inc. (RTI) - Connext DDS Micro
            0x010b ADLINK Technology Ltd. - VortexCafe
            0x010c PrismTech Ltd
            0x010d ADLINK Technology Ltd. - Vortex Lite
            0x010e Technicolor, Inc. - Qeo
            0x010f eProsima - Fast-RTPS
            0x0110 ADLINK Technology Ltd. - Cyclone DDS
            0x0111 GurumNetworks Ltd. - GurumDDS
            """);

    static final Names ENTITIES = Names.lines("""
            0x00000000 ENTITYID_UNKNOWN
            0x000001c1 ENTITYID_PARTICIPANT
            0x000002c2 ENTITYID_SEDP_BUILTIN_TOPIC_WRITER
            0x000002c7 ENTITYID_SEDP_BUILTIN_TOPIC_READER
            0x000003c2 ENTITYID_SEDP_BUILTIN_PUBLICATIONS_WRITER
            0x000003c7 ENTITYID_SEDP_BUILTIN_PUBLICATIONS_READER
            0x000004c2 ENTITYID_SEDP_BUILTIN_SUBSCRIPTIONS_WRITER
            0x000004c7 ENTITYID_SEDP_BUILTIN_SUBSCRIPTIONS_READER
            0x000100c2 ENTITYID_SPDP_BUILTIN_PARTICIPANT_WRITER
            0x000100c7 ENTITYID_SPDP_BUILTIN_PARTICIPANT_READER
            0x000200c2 ENTITYID_P2P_BUILTIN_PARTICIPANT_MESSAGE_WRITER
            0x000200c7 ENTITYID_P2P_BUILTIN_PARTICIPANT_MESSAGE_READER
            """);

    static final Names ENTITY_KINDS = Names.lines("""
            0x00 Application-defined unknown kind
            0x01 Application-defined participant
            0x02 Application-defined writer (with key)
            0x03 Application-defined writer (no key)
            0x04 Application-defined reader (no key)
            0x07 Application-defined reader (with key)
            0xc0 Built-in unknown kind
            0xc1 Built-in participant
            0xc2 Built-in writer (with key)
            0xc3 Built-in writer (no key)
            0xc4 Built-in reader (no key)
            0xc7 Built-in reader (with key)
            """);

    private static final Names KINDS = Names.lines("""
            0x0000 PID_PAD
            0x0001 PID_SENTINEL
            0x0002 PID_PARTICIPANT_LEASE_DURATION
            0x0004 PID_TIME_BASED_FILTER
            0x0005 PID_TOPIC_NAME
            0x0006 PID_OWNERSHIP_STRENGTH
            0x0007 PID_TYPE_NAME
            0x000f PID_DOMAIN_ID
            0x0015 PID_PROTOCOL_VERSION
            0x0016 PID_VENDOR_ID
            0x001a PID_RELIABILITY
            0x001b PID_LIVELINESS
            0x001d PID_DURABILITY
            0x001e PID_DURABILITY_SERVICE
            0x001f PID_OWNERSHIP
            0x0021 PID_PRESENTATION
            0x0023 PID_DEADLINE
            0x0025 PID_DESTINATION_ORDER
            0x0027 PID_LATENCY_BUDGET
            0x0029 PID_PARTITION
            0x002b PID_LIFESPAN
            0x002c PID_USER_DATA
            0x002d PID_GROUP_DATA
            0x002e PID_TOPIC_DATA
            0x002f PID_UNICAST_LOCATOR
            0x0030 PID_MULTICAST_LOCATOR
            0x0031 PID_DEFAULT_UNICAST_LOCATOR
            0x0032 PID_METATRAFFIC_UNICAST_LOCATOR
            0x0033 PID_METATRAFFIC_MULTICAST_LOCATOR
            0x0034 PID_PARTICIPANT_MANUAL_LIVELINESS_COUNT
            0x0035 PID_CONTENT_FILTER_PROPERTY
            0x0040 PID_HISTORY
            0x0041 PID_RESOURCE_LIMIT
            0x0043 PID_EXPECTS_INLINE_QOS
            0x0044 PID_PARTICIPANT_BUILTIN_ENDPOINTS
            0x0048 PID_DEFAULT_MULTICAST_LOCATOR
            0x0049 PID_TRANSPORT_PRIORITY
            0x0050 PID_PARTICIPANT_GUID
            0x0052 PID_GROUP_GUID
            0x0055 PID_CONTENT_FILTER_INFO
            0x0056 PID_COHERENT_SET
            0x0057 PID_DIRECTED_WRITE
            0x0058 PID_BUILTIN_ENDPOINT_SET
            0x0059 PID_PROPERTY_LIST
            0x005a PID_ENDPOINT_GUID
            0x0060 PID_TYPE_MAX_SIZE_SERIALIZED
            0x0061 PID_ORIGINAL_WRITER_INFO
            0x0062 PID_ENTITY_NAME
            0x0070 PID_KEY_HASH
            0x0071 PID_STATUS_INFO
            0x0072 PID_TYPE_OBJECT
            0x0073 PID_DATA_REPRESENTATION
            0x0074 PID_TYPE_CONSISTENCY
            0x0077 PID_BUILTIN_ENDPOINT_QOS
            """);

    private static final String[] ENDPOINTS = {
        "participant_announcer",
        "participant_detector",
        "publication_announcer",
        "publication_detector",
        "subscription_announcer",
        "subscription_detector",
        "participant_proxy_announcer",
        "participant_proxy_detector",
        "participant_state_announcer",
        "participant_state_detector",
        "participant_message_datawriter",
        "participant_message_datareader",
        null,
        null,
        null,
        null,
        "secure_publication_writer",
        "secure_publication_reader",
        "secure_subscription_writer",
        "secure_subscription_reader",
        "secure_participant_message_writer",
        "secure_participant_message_reader",
        "participant_stateless_message_writer",
        "participant_stateless_message_reader",
        "secure_participant_volatile_message_writer",
        "secure_participant_volatile_message_reader",
        "participant_secure_writer",
        "participant_secure_reader",
    };

    private RtpsParameters() {}

    /** Declares parameters of a byte order behind {@code place}. */
    static Header list(Header parent, boolean little, Header.Place place) {
        Header p = parent.parts(
                "Parameter",
                (f, at, end, previous, index) -> {
                    int next = previous < 0
                            ? place.of(f, at, end)
                            : u16(f, previous, little) == SENTINEL ? -1 : previous + bytes(f, previous, end, little);
                    return next < 0 || next + HEAD > end ? -1 : next;
                },
                (f, at, end) -> bytes(f, at, end, little));
        Rtps.order(p.u16("param.id", "parameterId").hex().names(KINDS), little);
        Field length = Rtps.order(
                p.then("Length", (f, at, end) -> u16(f, at, little) != SENTINEL).u16("param.length", "parameterLength"),
                little);
        new Declared(p, length, little).all();
        return p;
    }

    /** One past the parameters that begin at {@code at}; -1 where they have no end. */
    static int behind(Frame f, int at, int end, boolean little) {
        int next = at;
        while (next + HEAD <= end) {
            boolean last = u16(f, next, little) == SENTINEL;
            next += bytes(f, next, end, little);
            if (last) {
                return next;
            }
        }
        return -1;
    }

    private static int bytes(Frame f, int at, int end, boolean little) {
        return HEAD + (u16(f, at, little) == SENTINEL ? 0 : u16(f, at + 2, little));
    }

    private static int u16(Frame f, int at, boolean little) {
        int value = f.u16(at);
        return little ? Integer.reverseBytes(value) >>> 16 : value;
    }

    private static long u32(Frame f, int at, boolean little) {
        int value = f.i32(at);
        return (little ? Integer.reverseBytes(value) : value) & 0xffffffffL;
    }

    /** The values of parameters that are {@code p}, in one byte order. */
    private record Declared(Header p, Field length, boolean little) {
        private void all() {
            duration(0x02, 0x23, 0x27, 0x2b);
            text(0x05, "param.topicName", "topic");
            text(0x07, "param.typeName", "typeName");
            text(0x62, "param.entityName", "entityName");
            number(0x06, "param.strength", "strength").signed();
            number(0x0f, "domain_id", "domain_id");
            Rtps.version(of(0x15));
            Rtps.vendor(of(0x16));
            number(0x1a, "reliability_kind", "Kind")
                    .hex()
                    .names(Names.of(1, "BEST_EFFORT_RELIABILITY_QOS", 2, "RELIABLE_RELIABILITY_QOS"));
            Header liveliness = of(0x1b);
            order(liveliness.u32("liveliness.kind", "Kind").hex());
            time(liveliness.then("Lease duration", (f, at, end) -> true));
            number(0x1d, "durability", "Durability")
                    .hex()
                    .names(Names.of(
                            0,
                            "VOLATILE_DURABILITY_QOS",
                            1,
                            "TRANSIENT_LOCAL_DURABILITY_QOS",
                            2,
                            "TRANSIENT_DURABILITY_QOS",
                            3,
                            "PERSISTENT_DURABILITY_QOS"));
            Header service = of(0x1e);
            time(service);
            order(service.u32("durability_service.history_kind", "History Kind").hex());
            order(service.u32("durability_service.history_depth", "History Depth")
                    .signed());
            order(service.u32("durability_service.max_samples", "Max Samples").signed());
            order(service.u32("durability_service.max_instances", "Max Instances")
                    .signed());
            order(service.u32("durability_service.max_samples_per_instance", "Max Samples Per Instance")
                    .signed());
            number(0x1f, "ownership", "Kind")
                    .hex()
                    .names(Names.of(0, "SHARED_OWNERSHIP_QOS", 1, "EXCLUSIVE_OWNERSHIP_QOS"));
            Header presentation = of(0x21);
            order(presentation.u32("presentation.access_scope", "Access Scope").hex());
            presentation.u8("presentation.coherent_access", "Coherent Access").as(Type.BOOL);
            presentation.u8("presentation.ordered_access", "Ordered Access").as(Type.BOOL);
            number(0x25, "destination_order", "Kind").hex();
            names();
            octets(0x2c, "param.userData", "userData");
            octets(0x2d, "param.groupData", "groupData");
            octets(0x2e, "param.topicData", "topicData");
            locators();
            number(0x34, "participant_manual_liveliness_count", "Manual Liveliness Count")
                    .hex();
            Header history = of(0x40);
            order(history.u32("history.kind", "Kind").hex());
            order(history.u32("history_depth", "Depth").signed());
            Header limit = of(0x41);
            order(limit.u32("resource_limit.max_samples", "Max Samples").signed());
            order(limit.u32("resource_limit.max_instances", "Max Instances").signed());
            order(limit.u32("resource_limit.max_samples_per_instance", "Max Samples Per Instance")
                    .signed());
            of(0x43).u8("expects_inline_qos", "Inline QoS").as(Type.BOOL);
            number(0x44, "participant_builtin_endpoints", "BuiltIn Endpoint").hex();
            number(0x49, "param.transport_priority", "Value");
            number(0x60, "param.type_max_size_serialized", "Value");
            guid(0x50, "param.participant_guid", "Participant GUID");
            guid(0x52, "param.group_guid", "Group GUID");
            guid(0x5a, "param.endpoint_guid", "Endpoint GUID");
            endpoints();
            properties();
            of(0x70).span(
                            "guid",
                            "guid",
                            Type.BYTES,
                            (f, at, end) -> at + HEAD + 16 > end ? ABSENT : Field.span(at + HEAD, 16));
            Field status = of(0x71).u32("param.status_info", "Flags").hex();
            p.derived(
                    "flag.undisposed",
                    "Disposed",
                    Type.BOOL,
                    (f, at, end) -> is(f, at, 0x71) && at + 8 <= end ? status.get(f, at) & 1 : ABSENT);
            p.derived(
                    "flag.unregistered",
                    "Unregistered",
                    Type.BOOL,
                    (f, at, end) -> is(f, at, 0x71) && at + 8 <= end ? status.get(f, at) >> 1 & 1 : ABSENT);
            for (int i = 7; i > 1; i--) {
                int bit = i;
                p.derived(
                                "flag.reserved",
                                "Reserved",
                                Type.BOOL,
                                (f, at, end) ->
                                        is(f, at, 0x71) && at + 8 <= end ? status.get(f, at) >> bit & 1 : ABSENT)
                        .hidden();
            }
            Header form = of(0x73).skip(32)
                    .parts(
                            "Data Representation",
                            (f, at, end, previous, index) ->
                                    index >= u32(f, at + HEAD, little) ? -1 : at + HEAD + 4 + 2 * index,
                            (f, at, end) -> 2);
            order(form.u16("param.data_representation", "Data Representation Kind"));
            p.span("parameter_data", "parameterData", Type.BYTES, (f, at, end) -> {
                int kind = u16(f, at, little);
                boolean shown = kind != 0 && KINDS.get(kind) == null;
                return shown && at + HEAD < end ? Field.span(at + HEAD, end - at - HEAD) : ABSENT;
            });
        }

        private Header of(int kind) {
            return p.then(KINDS.get(kind), (f, at, end) -> is(f, at, kind)).skip(16);
        }

        private boolean is(Frame f, int at, int kind) {
            return u16(f, at, little) == kind;
        }

        private Field order(Field field) {
            return Rtps.order(field, little);
        }

        private Field number(int kind, String name, String label) {
            return order(of(kind).u32(name, label));
        }

        private void time(Header h) {
            order(h.u32("param.ntpTime.sec", "seconds").signed());
            order(h.u32("param.ntpTime.fraction", "fraction"));
        }

        private void duration(int... kinds) {
            time(p.then("Duration", (f, at, end) -> {
                        for (int kind : kinds) {
                            if (is(f, at, kind)) {
                                return true;
                            }
                        }
                        return false;
                    })
                    .skip(16));
        }

        /** A length and so many octets, the last one zero. */
        private long string(Frame f, int at, int end) {
            if (at + 4 > end) {
                return ABSENT;
            }
            long bytes = Math.min(u32(f, at, little), end - at - 4);
            return Field.span(at + 4, Vrrp.textBytes(f, at + 4, (int) bytes));
        }

        /** One past a text and what fills it up to four octets. */
        private int behind(Frame f, int at, int end) {
            return at + 4 > end ? end + 1 : (int) Math.min(end + 1L, at + 4 + (u32(f, at, little) + 3 & ~3L));
        }

        private void text(int kind, String name, String label) {
            of(kind).span(name, label, Type.STRING, (f, at, end) -> string(f, at + HEAD, end));
        }

        private void octets(int kind, String name, String label) {
            Header h = of(kind);
            Field size = order(h.u32("sequence_size", "sequenceSize"));
            h.span(name, label, Type.BYTES, (f, at, end) -> {
                long bytes = Math.min(size.get(f, at), end - at - HEAD - 4);
                return bytes <= 0 ? ABSENT : Field.span(at + HEAD + 4, (int) bytes);
            });
        }

        private void names() {
            Header h = of(0x29);
            Field count = order(
                    h.u32("param.partition_num", "Number of partition names").signed());
            h.parts(
                            "name",
                            (f, at, end, previous, index) -> index >= Math.min(count.get(f, at), MOST_NAMES)
                                    ? -1
                                    : previous < 0 ? at + HEAD + 4 : behind(f, previous, end),
                            this::behindFrom)
                    .skip(32)
                    .span("param.partition", "name", Type.STRING, this::string);
        }

        private void properties() {
            Header h = of(0x59);
            Header one = h.skip(32)
                    .parts(
                            "Property",
                            (f, at, end, previous, index) -> {
                                if (index >= Math.min(u32(f, at + HEAD, little), MOST_NAMES)) {
                                    return -1;
                                }
                                return previous < 0 ? at + HEAD + 4 : behind(f, behind(f, previous, end), end);
                            },
                            (f, at, end) -> behind(f, behind(f, at, end), end) - at);
            one.skip(32).span("property_name", "Property Name", Type.STRING, this::string);
            one.span("property_value", "Value", Type.STRING, (f, at, end) -> string(f, behind(f, at, end), end));
        }

        private int behindFrom(Frame f, int at, int end) {
            return behind(f, at, end) - at;
        }

        private void locators() {
            Header h = p.then("locator", (f, at, end) -> isLocator(u16(f, at, little)))
                    .skip(16);
            Field kind = order(h.u32("locator.kind", "Kind")
                    .hex()
                    .names(Names.of(1, "LOCATOR_KIND_UDPV4", 2, "LOCATOR_KIND_UDPV6")));
            order(h.u32("locator.port", "Port"));
            h.then("UDPv4", (f, at, end) -> kind.get(f, at) == 1)
                    .skip(96)
                    .ipv4("locator.ipv4", "Address")
                    .group();
            h.then("UDPv6", (f, at, end) -> kind.get(f, at) == 2)
                    .ipv6("locator.ipv6", "Address")
                    .group();
        }

        private void guid(int kind, String name, String label) {
            Header h = of(kind);
            Field guid = h.bytes(16, name, label);
            h.split(guid).u32("param.guid.hostId", "hostId").hex();
            h.u32("param.guid.appId", "appId").hex();
            h.u32("param.guid.instanceId", "instanceId").hex();
            Rtps.entity(h, "param.guid.entityId", "", "param.guid");
        }

        private void endpoints() {
            Header h = of(0x58);
            Field set = order(h.u32("param.builtin_endpoint_set", "Flags").hex());
            for (int i = ENDPOINTS.length - 1; i >= 0; i--) {
                int bit = i;
                if (ENDPOINTS[i] != null) {
                    h.derived(
                            "flag." + ENDPOINTS[i],
                            ENDPOINTS[i].replace('_', ' '),
                            Type.BOOL,
                            (f, at, end) -> set.get(f, at) >> bit & 1);
                }
            }
            h.derived("flag.reserved", "Reserved", Type.BOOL, (f, at, end) -> (set.get(f, at) & 0xf000) != 0 ? 1 : 0);
        }
    }

    private static boolean isLocator(int kind) {
        return kind >= 0x2f && kind <= 0x33 || kind == 0x48;
    }
}
