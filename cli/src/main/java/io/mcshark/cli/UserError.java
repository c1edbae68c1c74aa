package io.mcshark.cli;

/** A mistake in usage or input: one clear line for the person, exit code 2, no stack trace. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what, where (file offset or column) and what to do; one line, without the program's name */
    public UserError(String message) {
        super(message, null, false, false);
    }
}
