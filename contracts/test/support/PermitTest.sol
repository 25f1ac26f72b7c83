// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NetworkTest} from "./NetworkTest.sol";

/// @title EIP-2612 permits of N3 as their owners sign them.
abstract contract PermitTest is NetworkTest {
    /// @dev Good for ever; `owner` is the name of an account.
    function _permit(string memory owner, address spender, uint256 value)
        internal
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        address account = _account(owner);
        bytes32 structHash = keccak256(
            abi.encode(typeHash, account, spender, value, token.nonces(account), type(uint256).max)
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        return vm.sign(_key(owner), digest);
    }
}
