// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEdgeDevice} from "./IEdgeDevice.sol";

/// @title Who runs which node, where, and what it offers.
/// @notice A node is the address of a key made on the device. Operator and node both consent: the node by its
/// signature, the operator by sending the transaction or by a signature of its own. Signatures are EIP-712
/// over domain {name "Network3 NodeRegistry", version "1", chainId, this contract}; EOA and ERC-1271 accounts.
/// A node inside an Edge device is bound to that device's token: its operator is whoever owns the token.
/// @dev Country and capabilities are claims of the operator, checked for form only, never for truth.
interface INodeRegistry {
    struct Node {
        /// The account that runs it now; kept after retirement.
        address operator;
        /// ISO 3166-1 alpha-2, two upper-case letters.
        bytes2 country;
        /// Bit set: 1 compute, 2 bandwidth, 4 egress, 8 dataset.
        uint32 capabilities;
        /// Bound to an Edge device: it moves with the device's token, and not by transfer.
        bool isDevice;
        /// Unix seconds.
        uint64 registeredAt;
        /// Unix seconds; 0 while in service. Retirement is final.
        uint64 retiredAt;
        /// Hash of the hardware description; its content lives off chain.
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
        address indexed node,
        address indexed from,
        address indexed to,
        uint256 fromNodeCount,
        uint256 toNodeCount
    );
    event NodeRetired(address indexed node, address indexed operator, uint256 operatorNodeCount);

    /// Also for a retired node: its key never comes back.
    error NodeAlreadyRegistered(address node);
    error NodeIsRetired(address node);
    error NotOperator(address node, address caller);
    error AlreadyOperator(address node, address operator);
    error InvalidCapabilities(uint32 capabilities);
    error InvalidCountry(bytes2 country);
    /// The signature is not this signer's over these very values, nonce and chain.
    error InvalidSignature(address signer);
    error SignatureExpired(uint256 deadline);
    /// The node belongs to an Edge device: sell the device's token instead.
    error DeviceBound(address node);
    error NotEdgeDevice(address caller);

    /// @notice Registers `node` with the caller as operator.
    /// @param deadline unix seconds, the last at which the signature counts.
    /// @param nodeSignature the node's, over Registration(address operator,address node,uint32 capabilities,
    /// bytes2 country,bytes32 specHash,uint256 nonce,uint256 deadline) with nonce = nonces(node).
    function register(
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline,
        bytes calldata nodeSignature
    ) external;

    /// @notice The same for an operator without gas: anyone may send it, both sign the same Registration.
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

    /// @notice Replaces a node's details. Only its operator; not after retirement.
    function update(address node, uint32 capabilities, bytes2 country, bytes32 specHash) external;

    /// @notice Hands a node to another operator. Only its operator; not after retirement, not an Edge device's.
    /// @dev The new operator signs EIP-712 Transfer(address node,address to,uint256 nonce,uint256 deadline) with
    /// nonce = nonces(node), so that nobody is made to answer for a node it did not take.
    function transfer(address node, address to, uint256 deadline, bytes calldata toSignature) external;

    /// @notice Takes a node out of service for good. Only its operator.
    function retire(address node) external;

    /// @notice Registers an Edge device's node. Only EdgeDevice, which vouches for the operator's consent.
    /// @param nodeSignature the node's, as in register.
    function registerDevice(
        address operator,
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline,
        bytes calldata nodeSignature
    ) external;

    /// @notice Gives an Edge device's node to the token's new owner. Only EdgeDevice.
    /// @dev Never reverts for EdgeDevice, or a token could not be sold: does nothing to a retired node, to one
    /// that is `to`'s already, and to one that no device brought.
    function moveDevice(address node, address to) external;

    /// @notice Retires an Edge device's node that another one replaces. Only EdgeDevice.
    /// @dev Does nothing to a node that is retired already, or that no device brought.
    function retireDevice(address node) external;

    /// @notice All zero for a node never registered.
    function nodeOf(address node) external view returns (Node memory);

    /// @notice The operator, also of a retired node; zero for one never registered.
    function operatorOf(address node) external view returns (address);

    /// @notice Nodes in service, so without the retired.
    function nodeCountOf(address operator) external view returns (uint256);

    /// @notice The nonce the next signature about this node must carry.
    function nonces(address node) external view returns (uint256);

    /// @notice The one contract that may bind nodes to devices.
    function edgeDevice() external view returns (IEdgeDevice);

    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
