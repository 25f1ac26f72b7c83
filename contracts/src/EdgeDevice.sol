// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IEdgeDevice} from "./interfaces/IEdgeDevice.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {DeviceMetadata} from "./libraries/DeviceMetadata.sol";

/// @title The Edge devices themselves: one token each, the key inside, the node it runs. Holds no money.
/// @dev A status is read off what is recorded, never stored beside it, so the two cannot disagree.
contract EdgeDevice is IEdgeDevice, ERC721, EIP712, AccessManaged {
    bytes32 public constant ACTIVATION_TYPEHASH =
        keccak256("Activation(uint256 tokenId,address owner,address node,uint256 nonce,uint256 deadline)");

    /// @dev Three words: the first tells the status and what a transfer has to move.
    struct Record {
        address node;
        uint48 shippedAt;
        uint48 activatedAt;
        address deviceKey;
        /// Activations so far.
        uint64 nonce;
        bytes32 keyCommitment;
    }

    INodeRegistry public registry;
    uint256 public deviceCount;
    mapping(address node => uint256) public tokenOfNode;
    mapping(address deviceKey => uint256) public tokenOfDeviceKey;
    mapping(uint256 tokenId => Record) private _records;

    constructor(address initialAuthority)
        ERC721("N3 Edge V1", "N3EDGE")
        EIP712("Network3 EdgeDevice", "1")
        AccessManaged(initialAuthority)
    {}

    /// @inheritdoc IEdgeDevice
    function activate(
        uint256 tokenId,
        address node,
        bytes32 salt,
        NodeDetails calldata details,
        bytes calldata deviceSignature,
        bytes calldata nodeSignature
    ) external {
        Record storage record = _records[tokenId];
        _checkActivation(tokenId, details.deadline);
        bytes32 digest = _activationDigest(tokenId, node, record.nonce, details.deadline);
        address deviceKey = _recoverDeviceKey(tokenId, digest, salt, deviceSignature);
        address previousNode = record.node;

        ++record.nonce;
        record.node = node;
        record.deviceKey = deviceKey;
        record.activatedAt = uint48(block.timestamp);
        tokenOfDeviceKey[deviceKey] = tokenId;
        delete tokenOfNode[previousNode];
        tokenOfNode[node] = tokenId;

        emit DeviceActivated(tokenId, msg.sender, node, deviceKey, previousNode);
        if (previousNode != address(0)) registry.retireDevice(previousNode);
        _registerNode(node, details, nodeSignature);
    }

    /// @inheritdoc IEdgeDevice
    function mint(address to, uint256 quantity) external restricted returns (uint256 firstTokenId) {
        firstTokenId = deviceCount + 1;
        deviceCount += quantity;
        // Not _safeMint: a contract that cannot answer may buy as well, and nobody is called back.
        for (uint256 i = 0; i < quantity; ++i) {
            _mint(to, firstTokenId + i);
        }
    }

    /// @inheritdoc IEdgeDevice
    function burn(uint256 tokenId) external restricted {
        DeviceStatus status = statusOf(tokenId);
        require(status == DeviceStatus.Ordered, InvalidDeviceStatus(tokenId, status));
        _burn(tokenId);
    }

    /// @inheritdoc IEdgeDevice
    function commitKey(uint256 tokenId, bytes32 keyCommitment) external restricted {
        DeviceStatus status = statusOf(tokenId);
        bool open = status == DeviceStatus.Ordered || status == DeviceStatus.Shipped;
        require(open, InvalidDeviceStatus(tokenId, status));
        require(keyCommitment != 0, EmptyCommitment(tokenId));
        Record storage record = _records[tokenId];
        if (status == DeviceStatus.Ordered) record.shippedAt = uint48(block.timestamp);
        record.keyCommitment = keyCommitment;
        emit DeviceKeyCommitted(tokenId, keyCommitment);
    }

    /// @inheritdoc IEdgeDevice
    function setRegistry(INodeRegistry registry_) external restricted {
        require(address(registry) == address(0), RegistryAlreadySet(address(registry)));
        require(address(registry_.edgeDevice()) == address(this), WrongRegistry(address(registry_)));
        registry = registry_;
    }

    /// @inheritdoc IEdgeDevice
    function deviceOf(uint256 tokenId) external view returns (Device memory) {
        Record storage record = _records[tokenId];
        return Device({
            status: statusOf(tokenId),
            shippedAt: record.shippedAt,
            activatedAt: record.activatedAt,
            node: record.node,
            deviceKey: record.deviceKey,
            keyCommitment: record.keyCommitment
        });
    }

    /// @inheritdoc IEdgeDevice
    function statusOf(uint256 tokenId) public view returns (DeviceStatus) {
        if (_ownerOf(tokenId) == address(0)) {
            // Burned only while Ordered, by a refund.
            bool minted = tokenId != 0 && tokenId <= deviceCount;
            return minted ? DeviceStatus.Refunded : DeviceStatus.None;
        }
        Record storage record = _records[tokenId];
        if (record.activatedAt != 0) return DeviceStatus.Activated;
        return record.shippedAt != 0 ? DeviceStatus.Shipped : DeviceStatus.Ordered;
    }

    /// @inheritdoc IEdgeDevice
    function nonces(uint256 tokenId) external view returns (uint256) {
        return _records[tokenId].nonce;
    }

    /// @notice Name, picture and attributes as a data URI; reverts for a token that is not there.
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        _requireOwned(tokenId);
        return DeviceMetadata.tokenUri(tokenId, statusOf(tokenId), _records[tokenId].node);
    }

    /// @inheritdoc IEdgeDevice
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @dev The operator of an Edge node is the owner of its token, from the transfer on.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        address node = _records[tokenId].node;
        if (node != address(0)) registry.moveDevice(node, to);
    }

    function _registerNode(address node, NodeDetails calldata details, bytes calldata nodeSignature) private {
        registry.registerDevice(
            msg.sender,
            node,
            details.capabilities,
            details.country,
            details.specHash,
            details.deadline,
            nodeSignature
        );
    }

    function _checkActivation(uint256 tokenId, uint256 deadline) private view {
        DeviceStatus status = statusOf(tokenId);
        bool shipped = status == DeviceStatus.Shipped || status == DeviceStatus.Activated;
        require(shipped, InvalidDeviceStatus(tokenId, status));
        require(_ownerOf(tokenId) == msg.sender, NotDeviceOwner(tokenId, msg.sender));
        require(block.timestamp <= deadline, SignatureExpired(deadline));
        require(address(registry) != address(0), RegistryNotSet());
    }

    /// @dev The key is known by its signature alone, and accepted if it is what the fulfiller committed to.
    function _recoverDeviceKey(uint256 tokenId, bytes32 digest, bytes32 salt, bytes calldata signature)
        private
        view
        returns (address deviceKey)
    {
        ECDSA.RecoverError fault;
        (deviceKey, fault,) = ECDSA.tryRecoverCalldata(digest, signature);
        bool committed = keccak256(abi.encode(deviceKey, salt)) == _records[tokenId].keyCommitment;
        // A failed recovery gives the zero address, which somebody might have committed to.
        bool valid = committed && fault == ECDSA.RecoverError.NoError;
        require(valid, InvalidDeviceSignature(tokenId));
        uint256 holder = tokenOfDeviceKey[deviceKey];
        require(holder == 0 || holder == tokenId, DeviceKeyInUse(deviceKey, holder));
    }

    function _activationDigest(uint256 tokenId, address node, uint256 nonce, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(
            keccak256(abi.encode(ACTIVATION_TYPEHASH, tokenId, msg.sender, node, nonce, deadline))
        );
    }
}
