// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NetworkTest} from "./NetworkTest.sol";

/// @title Registrations as node and operator sign them.
abstract contract RegistryTest is NetworkTest {
    struct Registration {
        address operator;
        address node;
        uint32 capabilities;
        bytes2 country;
        bytes32 specHash;
        uint256 nonce;
        uint256 deadline;
    }

    address internal operator;
    address internal node;

    function setUp() public virtual override {
        super.setUp();
        operator = _account("operator");
        node = _account("node");
    }

    function _registration() internal view returns (Registration memory) {
        return Registration({
            operator: operator,
            node: node,
            capabilities: 1,
            country: "DE",
            specHash: "spec",
            nonce: 0,
            deadline: vm.getBlockTimestamp() + 600
        });
    }

    function _digest(Registration memory r) internal view returns (bytes32) {
        return _typed(keccak256(abi.encode(registry.REGISTRATION_TYPEHASH(), r)));
    }

    function _transferDigest(address node_, address to, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        return _typed(keccak256(abi.encode(registry.TRANSFER_TYPEHASH(), node_, to, nonce, deadline)));
    }

    function _typed(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", registry.DOMAIN_SEPARATOR(), structHash));
    }

    function _register(Registration memory r, bytes memory nodeSignature) internal {
        vm.prank(r.operator);
        registry.register(r.node, r.capabilities, r.country, r.specHash, r.deadline, nodeSignature);
    }

    function _registerFor(Registration memory r, bytes memory operatorSignature, bytes memory nodeSignature)
        internal
    {
        registry.registerFor(
            r.operator,
            r.node,
            r.capabilities,
            r.country,
            r.specHash,
            r.deadline,
            operatorSignature,
            nodeSignature
        );
    }

    function _registerNode(string memory name) internal {
        Registration memory r = _registration();
        r.node = _account(name);
        _register(r, _sign(_key(name), _digest(r)));
    }
}
