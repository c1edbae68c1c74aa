package io.mcshark.cli.shell;

import io.mcshark.cli.Declared;
import io.mcshark.cli.DecodeOptions;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;

/** {@code decode}: how the session's packets are decoded from now on. */
final class Decode implements Declared {
    private final DecodeOptions decode = new DecodeOptions();
    private final Session session;

    Decode(Session session) {
        this.session = session;
    }

    @Override
    public String about() {
        return "Sets how packets are decoded; without options as at first: recognising all that can be by content.";
    }

    @Override
    public void declare(Options options) {
        decode.declare(options);
    }

    @Override
    public Integer call() {
        session.decode(decode.guessing());
        return Main.OK;
    }
}
