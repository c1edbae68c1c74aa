package io.mcshark.cli.traffic;

import java.io.IOException;
import java.net.InetAddress;

/** An outlet over a {@link LinuxSocket} that hands datagrams to the kernel many at a time, sendmmsg(2). */
final class LinuxOutlet implements Outlet {
    private final LinuxSocket socket;
    private final boolean ipv6;
    private final Nic nic;
    private Batch batch;
    private boolean connected;
    private Target latest;

    LinuxOutlet(boolean ipv6, Nic nic, Settings settings) throws IOException {
        this.ipv6 = ipv6;
        this.nic = nic;
        if (nic.given()) {
            nic.sender(ipv6); // says so when there is no address to send from
        }
        this.socket = new LinuxSocket(ipv6);
        try {
            socket.prepareToSend(nic.index(), settings.loop(), settings.trafficClass(), settings.sourcePort() > 0);
            socket.timeToLive(settings.ttl());
            bind(settings.sourcePort());
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void bind(int port) throws IOException {
        try {
            socket.bind(InetAddress.ofLiteral(ipv6 ? "::" : "0.0.0.0"), port, 0);
        } catch (Libc.Failure e) {
            if (port > 0) {
                throw Outlet.portRefused(port, e);
            }
            throw e;
        }
    }

    /** Tells that this is the only destination, so that the kernel looks for the way once. */
    void only(Target target) throws IOException {
        try {
            socket.connect(target.group(), target.port(), scope(target));
            connected = true;
        } catch (Libc.Failure e) {
            throw Outlet.explained(e, target, nic);
        }
    }

    private int scope(Target target) {
        return target.needsInterface() ? nic.index() : 0;
    }

    @Override
    public int port() throws IOException {
        return socket.port();
    }

    @Override
    public void timeToLive(int ttl) throws IOException {
        socket.timeToLive(ttl);
    }

    @Override
    public void add(byte[] payload, boolean constant, Target target) throws IOException {
        if (batch == null) {
            batch = new Batch(connected ? 0 : socket.nameBytes());
        } else if (batch.isFull()) {
            flush();
        }
        latest = target;
        batch.add(payload, constant, target, scope(target));
    }

    @Override
    public void rehearse(byte[] payload, Target target) throws IOException {
        add(payload, false, target);
        batch.forget();
        batch.send(socket.fd());
    }

    @Override
    public void flush() throws IOException {
        if (batch == null || batch.isEmpty()) {
            return;
        }
        try {
            batch.send(socket.fd());
        } catch (Libc.Failure e) {
            throw Outlet.explained(e, latest, nic);
        }
    }

    @Override
    public void close() {
        socket.close();
        if (batch != null) {
            batch.close();
        }
    }
}
