SELECT epoch::text, position, pruned FROM change_log_state;
