package io.mcshark.capture;

import java.io.IOException;

/** A savefile that cannot be read or written; the message is one line for the person and names the file. */
public final class SavefileException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, with the file's name and, where known, the byte offset; one line */
    public SavefileException(String message) {
        super(message);
    }

    /** The same, keeping the system's exception for {@code --debug}. */
    public SavefileException(String message, Throwable cause) {
        super(message, cause);
    }
}
