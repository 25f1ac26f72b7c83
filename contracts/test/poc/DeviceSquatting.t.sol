// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

/// @title Mallory reads alice's activation before it is mined, and wants her node, her key, or just her failure.
contract DeviceSquattingTest is DeviceTest {
    address private mallory;
    Activation private pending;
    bytes private deviceSignature;
    bytes private nodeSignature;

    function setUp() public override {
        super.setUp();
        mallory = _account("mallory");
        _fundBuyer(mallory);
        pending = _activation(alice, _shipped(alice), "node");
        deviceSignature = _sign(_key("device"), _digest(pending));
        nodeSignature = _nodeSignature("node", pending);
    }

    function test_attack_registeringTheNodeForOneselfFirst() public {
        bytes memory refused = abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, pending.node);
        vm.prank(mallory);
        vm.expectRevert(refused);
        registry.register(pending.node, 3, "DE", "spec", pending.deadline, nodeSignature);
        _expectAliceActivates();
    }

    /// For alice herself, so that her own activation would find her node registered without a device.
    function test_attack_registeringTheNodeForItsOwnerFirst() public {
        bytes memory anybodys = _sign(_key("mallory"), keccak256("whatever"));
        vm.prank(mallory);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, alice));
        registry.registerFor(alice, pending.node, 3, "DE", "spec", pending.deadline, anybodys, nodeSignature);
        _expectAliceActivates();
    }

    function test_attack_pretendingToBeTheDeviceContract() public {
        vm.prank(mallory);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NotEdgeDevice.selector, mallory));
        registry.registerDevice(alice, pending.node, 3, "DE", "spec", pending.deadline, nodeSignature);
        _expectAliceActivates();
    }

    /// With a device of her own and everything alice has shown.
    function test_attack_bindingAnothersNodeOrKeyToOnesOwnDevice() public {
        uint256 own = _buyAs(mallory, 1);
        _shipAs(own, "mallory's device");
        Activation memory a = _activation(mallory, own, "node");
        bytes memory ownSignature = _sign(_key("mallory's device"), _digest(a));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, pending.node));
        _activate(a, ownSignature, nodeSignature);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.InvalidDeviceSignature.selector, own));
        _activate(a, deviceSignature, nodeSignature);
        _expectAliceActivates();
    }

    /// She copies the commitment she sees on chain: it binds a key she does not have.
    function test_attack_copyingACommitment() public {
        uint256 own = _buyAs(mallory, 1);
        _shipAs(own, "device");
        Activation memory a = _activation(mallory, own, "mallory's node");
        bytes memory malloryNode = _nodeSignature("mallory's node", a);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.InvalidDeviceSignature.selector, own));
        _activate(a, deviceSignature, malloryNode);
        _expectAliceActivates();
    }

    /// A gift does not give its sender a say: what comes with the token can be retired by whom it was given to.
    function test_attack_aNodeNobodyAskedFor() public {
        _expectAliceActivates();
        vm.prank(alice);
        edgeDevice.transferFrom(alice, bob, pending.tokenId);
        vm.prank(bob);
        registry.retire(pending.node);
        vm.assertEq(registry.nodeCountOf(bob), 0, "bob is rid of it");
    }

    function _expectAliceActivates() private {
        _activate(pending, deviceSignature, nodeSignature);
        vm.assertEq(registry.operatorOf(pending.node), alice, "alice's node");
        vm.assertEq(edgeDevice.tokenOfNode(pending.node), pending.tokenId, "in alice's device");
    }
}
