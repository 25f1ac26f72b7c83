// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

import {IEdgeDevice} from "./interfaces/IEdgeDevice.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";

/// @title Who runs which node. Holds no money and has no administrator.
contract NodeRegistry is INodeRegistry, EIP712, Nonces {
    bytes32 public constant REGISTRATION_TYPEHASH = keccak256(
        "Registration(address operator,address node,uint32 capabilities,bytes2 country,bytes32 specHash,uint256 nonce,uint256 deadline)"
    );
    bytes32 public constant TRANSFER_TYPEHASH =
        keccak256("Transfer(address node,address to,uint256 nonce,uint256 deadline)");

    /// @dev compute 1, bandwidth 2, egress 4, dataset 8
    uint32 public constant KNOWN_CAPABILITIES = 15;

    IEdgeDevice public immutable edgeDevice;

    mapping(address node => Node) private _nodes;
    mapping(address operator => uint256) private _nodeCounts;

    modifier onlyEdgeDevice() {
        _checkEdgeDevice();
        _;
    }

    constructor(IEdgeDevice edgeDevice_) EIP712("Network3 NodeRegistry", "1") {
        edgeDevice = edgeDevice_;
    }

    /// @inheritdoc INodeRegistry
    function register(
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline,
        bytes calldata nodeSignature
    ) external {
        bytes32 digest = _useRegistration(msg.sender, node, capabilities, country, specHash, deadline);
        _checkSignature(node, digest, nodeSignature);
        _register(msg.sender, node, capabilities, country, specHash, false);
    }

    /// @inheritdoc INodeRegistry
    function registerFor(
        address operator,
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline,
        bytes calldata operatorSignature,
        bytes calldata nodeSignature
    ) external {
        bytes32 digest = _useRegistration(operator, node, capabilities, country, specHash, deadline);
        _checkSignature(operator, digest, operatorSignature);
        _checkSignature(node, digest, nodeSignature);
        _register(operator, node, capabilities, country, specHash, false);
    }

    /// @inheritdoc INodeRegistry
    function update(address node, uint32 capabilities, bytes2 country, bytes32 specHash) external {
        Node storage record = _ownedBy(msg.sender, node);
        _checkDetails(capabilities, country);
        record.capabilities = capabilities;
        record.country = country;
        record.specHash = specHash;
        emit NodeUpdated(node, msg.sender, capabilities, country, specHash);
    }

    /// @inheritdoc INodeRegistry
    function transfer(address node, address to, uint256 deadline, bytes calldata toSignature) external {
        Node storage record = _ownedBy(msg.sender, node);
        require(!record.isDevice, DeviceBound(node));
        require(to != msg.sender, AlreadyOperator(node, to));
        _checkDeadline(deadline);
        bytes32 digest =
            _hashTypedDataV4(keccak256(abi.encode(TRANSFER_TYPEHASH, node, to, _useNonce(node), deadline)));
        _checkSignature(to, digest, toSignature);
        _move(record, node, to);
    }

    /// @inheritdoc INodeRegistry
    function retire(address node) external {
        _retire(_ownedBy(msg.sender, node), node);
    }

    /// @inheritdoc INodeRegistry
    function registerDevice(
        address operator,
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline,
        bytes calldata nodeSignature
    ) external onlyEdgeDevice {
        bytes32 digest = _useRegistration(operator, node, capabilities, country, specHash, deadline);
        _checkSignature(node, digest, nodeSignature);
        _register(operator, node, capabilities, country, specHash, true);
    }

    /// @inheritdoc INodeRegistry
    function moveDevice(address node, address to) external onlyEdgeDevice {
        Node storage record = _nodes[node];
        if (_isDeviceInService(record) && record.operator != to) _move(record, node, to);
    }

    /// @inheritdoc INodeRegistry
    function retireDevice(address node) external onlyEdgeDevice {
        Node storage record = _nodes[node];
        if (_isDeviceInService(record)) _retire(record, node);
    }

    /// @inheritdoc INodeRegistry
    function nodeOf(address node) external view returns (Node memory) {
        return _nodes[node];
    }

    /// @inheritdoc INodeRegistry
    function operatorOf(address node) external view returns (address) {
        return _nodes[node].operator;
    }

    /// @inheritdoc INodeRegistry
    function nodeCountOf(address operator) external view returns (uint256) {
        return _nodeCounts[operator];
    }

    /// @inheritdoc INodeRegistry
    function nonces(address node) public view override(INodeRegistry, Nonces) returns (uint256) {
        return super.nonces(node);
    }

    /// @inheritdoc INodeRegistry
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _register(
        address operator,
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        bool isDevice
    ) private {
        _nodes[node] = Node(operator, country, capabilities, isDevice, uint64(block.timestamp), 0, specHash);
        emit NodeRegistered(node, operator, capabilities, country, specHash, ++_nodeCounts[operator]);
    }

    function _move(Node storage record, address node, address to) private {
        address from = record.operator;
        record.operator = to;
        uint256 fromCount = --_nodeCounts[from];
        uint256 toCount = ++_nodeCounts[to];
        emit NodeTransferred(node, from, to, fromCount, toCount);
    }

    function _retire(Node storage record, address node) private {
        record.retiredAt = uint64(block.timestamp);
        emit NodeRetired(node, record.operator, --_nodeCounts[record.operator]);
    }

    /// @dev Checks everything but the signatures, consumes the node's nonce and returns what must be signed.
    function _useRegistration(
        address operator,
        address node,
        uint32 capabilities,
        bytes2 country,
        bytes32 specHash,
        uint256 deadline
    ) private returns (bytes32) {
        require(_nodes[node].operator == address(0), NodeAlreadyRegistered(node));
        _checkDetails(capabilities, country);
        _checkDeadline(deadline);
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    REGISTRATION_TYPEHASH,
                    operator,
                    node,
                    capabilities,
                    country,
                    specHash,
                    _useNonce(node),
                    deadline
                )
            )
        );
    }

    function _isDeviceInService(Node storage record) private view returns (bool) {
        return record.isDevice && record.retiredAt == 0;
    }

    function _checkEdgeDevice() private view {
        require(msg.sender == address(edgeDevice), NotEdgeDevice(msg.sender));
    }

    function _ownedBy(address operator, address node) private view returns (Node storage record) {
        record = _nodes[node];
        require(record.operator == operator, NotOperator(node, operator));
        require(record.retiredAt == 0, NodeIsRetired(node));
    }

    function _checkSignature(address signer, bytes32 digest, bytes calldata signature) private view {
        require(SignatureLib.isValid(signer, digest, signature), InvalidSignature(signer));
    }

    function _checkDeadline(uint256 deadline) private view {
        require(block.timestamp <= deadline, SignatureExpired(deadline));
    }

    function _checkDetails(uint32 capabilities, bytes2 country) private pure {
        bool known = capabilities != 0 && capabilities & ~KNOWN_CAPABILITIES == 0;
        require(known, InvalidCapabilities(capabilities));
        require(_isUpperCase(country[0]) && _isUpperCase(country[1]), InvalidCountry(country));
    }

    function _isUpperCase(bytes1 letter) private pure returns (bool) {
        return letter >= "A" && letter <= "Z";
    }
}
