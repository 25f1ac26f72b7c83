// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {Test} from "../support/Test.sol";

/// @title Four operators who register, move and retire twelve nodes.
contract RegistryHandler is Test {
    uint256 public constant NODES = 12;

    NodeRegistry private immutable _registry;
    uint256 public retiredCount;
    /// @dev Derived once: finding the address of a key costs more than a whole call.
    address[NODES] public nodeAt;
    address[4] public operatorAt;

    constructor(NodeRegistry registry) {
        _registry = registry;
        for (uint256 i = 0; i < NODES; ++i) {
            nodeAt[i] = vm.addr(_nodeKey(i));
        }
        for (uint256 i = 0; i < 4; ++i) {
            operatorAt[i] = vm.addr(_operatorKey(i));
        }
    }

    function register(uint256 which, uint256 who, uint256 capabilities, bool sponsored) external {
        which %= NODES;
        who %= 4;
        address node = nodeAt[which];
        if (_registry.operatorOf(node) != address(0)) return;
        uint32 bits = uint32(_bound(capabilities, 1, 15));
        uint256 deadline = vm.getBlockTimestamp();
        bytes32 digest = _typed(
            abi.encode(
                _registry.REGISTRATION_TYPEHASH(),
                operatorAt[who],
                node,
                bits,
                bytes2("DE"),
                bytes32(0),
                _registry.nonces(node),
                deadline
            )
        );
        bytes memory nodeSignature = _sign(_nodeKey(which), digest);
        if (sponsored) {
            bytes memory operatorSignature = _sign(_operatorKey(who), digest);
            _registry.registerFor(
                operatorAt[who], node, bits, "DE", 0, deadline, operatorSignature, nodeSignature
            );
        } else {
            vm.prank(operatorAt[who]);
            _registry.register(node, bits, "DE", 0, deadline, nodeSignature);
        }
    }

    function update(uint256 which, uint256 capabilities) external {
        address node = nodeAt[which % NODES];
        if (!_inService(node)) return;
        vm.prank(_registry.operatorOf(node));
        _registry.update(node, uint32(_bound(capabilities, 1, 15)), "FR", "spec");
    }

    function transfer(uint256 which, uint256 who) external {
        address node = nodeAt[which % NODES];
        who %= 4;
        address to = operatorAt[who];
        if (!_inService(node) || _registry.operatorOf(node) == to) return;
        uint256 deadline = vm.getBlockTimestamp();
        bytes32 digest =
            _typed(abi.encode(_registry.TRANSFER_TYPEHASH(), node, to, _registry.nonces(node), deadline));
        bytes memory signature = _sign(_operatorKey(who), digest);
        vm.prank(_registry.operatorOf(node));
        _registry.transfer(node, to, deadline, signature);
    }

    /// @dev One call in eight, so that a run does not end with nothing left to do.
    function retire(uint256 which) external {
        address node = nodeAt[(which / 8) % NODES];
        if (which % 8 != 0 || !_inService(node)) return;
        vm.prank(_registry.operatorOf(node));
        _registry.retire(node);
        ++retiredCount;
    }

    function _inService(address node) private view returns (bool) {
        INodeRegistry.Node memory record = _registry.nodeOf(node);
        return record.operator != address(0) && record.retiredAt == 0;
    }

    function _typed(bytes memory encoded) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", _registry.DOMAIN_SEPARATOR(), keccak256(encoded)));
    }

    function _nodeKey(uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("node", index)));
    }

    function _operatorKey(uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("operator", index)));
    }
}
