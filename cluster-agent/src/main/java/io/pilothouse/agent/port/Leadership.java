package io.pilothouse.agent.port;

/// Whether this agent is the one that may write to its cluster. Safe from any thread.
public interface Leadership {
    /// There is no other agent, and nobody asks.
    Leadership ALWAYS = new Leadership() {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public long term() {
            return 1;
        }

        @Override
        public String standing() {
            return "";
        }

        @Override
        public boolean hasLooked() {
            return true;
        }
    };

    /// @return true while this agent may write; false from the instant on at which another could
    boolean isHeld();

    /// @return a number that is another whenever it was lost and won again: what was known before is void
    long term();

    /// @return why it does not write, one sentence; empty if it may
    String standing();

    /// @return false until the cluster was asked for the first time, so that nothing is known to be wrong
    boolean hasLooked();
}
