package io.mcshark.decoder.analysis.streams;

/** A buffer that packets fill and that empties at a constant rate: how full it was at most. */
final class Buffer {
    private final double bytesPerNano;
    private double level;
    private long last;
    private double most;
    private final double alarmBytes;
    private boolean alarmed;
    private long alarms;

    /**
     * @param rate at which it empties, bits per second
     * @param alarmBytes how many bytes raise the alarm
     */
    Buffer(double rate, double alarmBytes) {
        bytesPerNano = rate / 8e9;
        this.alarmBytes = alarmBytes;
    }

    void add(long now, int length) {
        double left = level - (now - last) * bytesPerNano;
        if (now < last) {
            left = level; // a clock that goes back empties nothing
        }
        last = now;
        double full = Math.max(0, left) + length;
        level = full;
        if (full > most) {
            most = full;
        }
        if (full < alarmBytes) {
            alarmed = false;
        } else if (!alarmed) {
            alarmed = true;
            alarms++;
        }
    }

    /** Bytes at most. */
    long most() {
        return Math.round(most);
    }

    /** How often there were enough bytes for an alarm, each time after fewer. */
    long alarms() {
        return alarms;
    }
}
