// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who runs which node, where, and what it offers.
interface INodeRegistry {
    struct Node {
        address operator;
        bytes2 country;
        uint32 capabilities;
        uint64 registeredAt;
        uint64 retiredAt;
        bytes32 specHash;
    }

    event NodeRegistered(
        address indexed node,
        address indexed operator,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 operatorNodeCount
    );
    event NodeUpdated(
        address indexed node, address indexed operator, uint32 capabilities, bytes2 country, bytes32 specHash
    );
    event NodeTransferred(
        address indexed node, address indexed from, address indexed to, uint256 fromNodeCount, uint256 toNodeCount
    );
    event NodeRetired(address indexed node, address indexed operator, uint256 operatorNodeCount);

    function register(
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline,
        bytes calldata nodeSignature
    ) external;

    function registerFor(
        address operator,
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline,
        bytes calldata operatorSignature,
        bytes calldata nodeSignature
    ) external;

    function update(address node, uint32 capabilities, bytes2 country, bytes32 specHash) external;

    /// @dev The new operator signs EIP-712 Transfer(address node,address to,uint256 nonce,uint256 deadline).
    function transfer(address node, address to, uint256 deadline, bytes calldata toSignature) external;

    function retire(address node) external;

    function nodeOf(address node) external view returns (Node memory);
    function operatorOf(address node) external view returns (address);
    function nodeCountOf(address operator) external view returns (uint256);
    function nonces(address node) external view returns (uint256);
}
