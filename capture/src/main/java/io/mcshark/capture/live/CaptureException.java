package io.mcshark.capture.live;

import java.io.IOException;

/** A capture that cannot start or cannot go on; the message is one line that says what, where and what to do. */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1;

    public CaptureException(String message) {
        super(message);
    }

    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
