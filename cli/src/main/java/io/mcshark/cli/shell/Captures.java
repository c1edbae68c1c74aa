package io.mcshark.cli.shell;

import io.mcshark.cli.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The captures that are open in the shell, and which of them commands work on. There is always one, if with nothing open in it. */
final class Captures implements Closeable {
    /** The most that are open at a time: each has a thread and files. */
    static final int MOST = 32;

    private final List<Session> sessions = new ArrayList<>(List.of(new Session()));
    private Session current = sessions.getFirst();

    /** The one that commands work on. */
    Session current() {
        return current;
    }

    /** All in the order they were opened; none while nothing is open. */
    List<Session> all() {
        return sessions.stream().filter(Session::isOpen).toList();
    }

    /** A session with nothing in it, for what is to be opened; it is not worked on before {@link #take}. */
    Session fresh() {
        if (all().size() >= MOST) {
            throw new UserError(MOST + " captures are open; close some");
        }
        return new Session();
    }

    /** Works on a session from now on. */
    void take(Session session) {
        sessions.removeIf(one -> !one.isOpen());
        sessions.add(session);
        current = session;
    }

    /** Works on an open capture from now on: by its number, from 1, or its name. */
    void use(String which) {
        current = find(which);
    }

    /** Closes one; works on the one before it, if it was the one worked on. */
    void close(String which) throws IOException {
        Session session = which == null ? current : find(which);
        if (!session.isOpen()) {
            throw new UserError("nothing is open");
        }
        int at = sessions.indexOf(session);
        sessions.remove(session);
        session.close();
        if (sessions.isEmpty()) {
            sessions.add(new Session());
        }
        if (session == current) {
            current = sessions.get(Math.max(0, at - 1));
        }
    }

    private Session find(String which) {
        List<Session> open = all();
        if (which.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(which);
            if (number >= 1 && number <= open.size()) {
                return open.get(number - 1);
            }
        }
        return open.stream()
                .filter(one -> one.name().equals(which))
                .findFirst()
                .orElseThrow(() -> new UserError(which + ": no such capture; captures lists them"));
    }

    /**
     * Keeps what is open from being written to.
     *
     * @throws UserError when {@code target} is such a file
     */
    void refuse(Path target) throws IOException {
        for (Session session : sessions) {
            session.refuse(target);
        }
    }

    @Override
    public void close() throws IOException {
        for (Session session : sessions) {
            session.close();
        }
    }
}
