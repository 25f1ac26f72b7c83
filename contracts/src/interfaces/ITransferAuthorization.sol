// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The part of N3's transfer authorisation that contracts use: ERC-3009 with a signature of any length.
interface ITransferAuthorization {
    /// @notice Moves `value` wei from `from` to the caller, which must be `to`, with from's signature.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;
}
