/** Nodes of the tree that are asked for CAA records at once: a usual name has fewer; 127 labels are no reason for 127 sockets. */
export const CAA_NODES_AT_ONCE = 16;
/** Characters kept of a CAA record: an issuer with an account's address and methods fits. */
export const CAA_RECORD_CHARS = 240;
