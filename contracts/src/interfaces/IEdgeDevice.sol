// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {INodeRegistry} from "./INodeRegistry.sol";

/// @title N3 Edge V1, one ERC-721 token per device: who owns it, which key is inside, which node it runs.
/// @notice Minted and burned by DeviceSale only. The operator of an Edge node is ownerOf its token, so it follows
/// the token when that is sold on. No royalties. Metadata and picture are made on chain.
/// @dev The device's own secp256k1 key never leaves it. Signatures are EIP-712 over domain
/// {name "Network3 EdgeDevice", version "1", chainId, this contract}.
interface IEdgeDevice is IERC721 {
    enum DeviceStatus {
        None,
        Ordered,
        Shipped,
        Activated,
        Refunded
    }

    struct Device {
        DeviceStatus status;
        uint64 shippedAt;
        /// Unix seconds of the last activation; 0 before the first.
        uint64 activatedAt;
        /// The node it runs; zero before activation.
        address node;
        /// Address of the device's key; known from the first activation on.
        address deviceKey;
        /// keccak256(abi.encode(deviceKey, salt)), set when shipped.
        bytes32 keyCommitment;
    }

    /// What a device's owner and node agree on when it is activated; see INodeRegistry.register.
    struct NodeDetails {
        uint32 capabilities;
        bytes2 country;
        bytes32 specHash;
        /// Unix seconds, the last at which both signatures count.
        uint256 deadline;
    }

    event DeviceKeyCommitted(uint256 indexed tokenId, bytes32 keyCommitment);
    /// @dev previousNode: retired by this activation; zero at the first.
    event DeviceActivated(
        uint256 indexed tokenId,
        address indexed owner,
        address indexed node,
        address deviceKey,
        address previousNode
    );

    error InvalidDeviceStatus(uint256 tokenId, DeviceStatus status);
    error NotDeviceOwner(uint256 tokenId, address caller);
    error EmptyCommitment(uint256 tokenId);
    /// The signature is not by the key that was committed when the device was shipped, over these very values.
    error InvalidDeviceSignature(uint256 tokenId);
    error DeviceKeyInUse(address deviceKey, uint256 tokenId);
    error SignatureExpired(uint256 deadline);
    error RegistryAlreadySet(address registry);
    error RegistryNotSet();
    /// The registry answers to another device contract, so no node could ever be bound through it.
    error WrongRegistry(address registry);

    /// @notice Makes a device an Edge node of its owner, in one transaction: registers `node` and binds it.
    /// Only the token's owner, once shipped. Again with another node after a reset: the node before is retired.
    /// @param salt with the key, what keyCommitment commits to.
    /// @param deviceSignature the device key's, over Activation(uint256 tokenId,address owner,address node,
    /// uint256 nonce,uint256 deadline) with nonce = nonces(tokenId).
    /// @param nodeSignature the node's, over INodeRegistry's Registration with operator = the owner.
    function activate(
        uint256 tokenId,
        address node,
        bytes32 salt,
        NodeDetails calldata details,
        bytes calldata deviceSignature,
        bytes calldata nodeSignature
    ) external;

    /// @dev Only DeviceSale. Mints `quantity` devices with consecutive ids from the returned one.
    function mint(address to, uint256 quantity) external returns (uint256 firstTokenId);

    /// @dev Only DeviceSale, for a device still Ordered: it is Refunded and its token burned.
    function burn(uint256 tokenId) external;

    /// @dev Only DeviceSale: Ordered becomes Shipped; or, still Shipped, a wrong commitment is replaced.
    function commitKey(uint256 tokenId, bytes32 keyCommitment) external;

    /// @notice Names the registry, once. Only the administrator.
    function setRegistry(INodeRegistry registry) external;

    function registry() external view returns (INodeRegistry);
    function deviceOf(uint256 tokenId) external view returns (Device memory);
    function statusOf(uint256 tokenId) external view returns (DeviceStatus);
    /// @notice The token whose device runs `node`; 0 for none.
    function tokenOfNode(address node) external view returns (uint256);
    /// @notice The token of a device key; 0 before its first activation.
    function tokenOfDeviceKey(address deviceKey) external view returns (uint256);
    /// @notice Tokens ever minted, so the highest id.
    function deviceCount() external view returns (uint256);
    /// @notice The nonce the next Activation of this token must carry.
    function nonces(uint256 tokenId) external view returns (uint256);
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
