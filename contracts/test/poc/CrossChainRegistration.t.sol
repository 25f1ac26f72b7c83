// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../support/RegistryTest.sol";

/// @title Registrations of another chain or registry, replayed here.
contract CrossChainRegistrationTest is RegistryTest {
    function test_attack_anotherChainsSignatureIsRefused() public {
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.chainId(10);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, r.node));
        _register(r, signature);
    }

    function test_attack_anotherContractsSignatureIsRefused() public {
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        registry = new NodeRegistry(edgeDevice);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, r.node));
        _register(r, signature);
    }
}
