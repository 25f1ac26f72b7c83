/** keccak256("ship(uint256,bytes32)"), first four bytes: what the fulfiller's role is asked for. */
export const SHIP_SELECTOR = '0xb2fd9fc2'
