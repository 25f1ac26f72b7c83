// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {DeviceTest} from "../support/DeviceTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract EdgeDeviceActivateTest is DeviceTest {
    function test_Activate_RevertWithInvalidDeviceStatus() public {
        uint256 ordered = _buyAs(alice, 2);
        vm.prank(alice);
        sale.refund(ordered + 1);
        _expectRefused(alice, ordered, _wrongStatus(ordered, IEdgeDevice.DeviceStatus.Ordered));
        _expectRefused(alice, ordered + 1, _wrongStatus(ordered + 1, IEdgeDevice.DeviceStatus.Refunded));
        _expectRefused(alice, ordered + 2, _wrongStatus(ordered + 2, IEdgeDevice.DeviceStatus.None));
        _expectRefused(alice, 0, _wrongStatus(0, IEdgeDevice.DeviceStatus.None));
    }

    function testFuzz_Activate_RevertWithNotDeviceOwner(address caller) public {
        vm.assume(caller != alice);
        uint256 tokenId = _shipped(alice);
        vm.startPrank(alice);
        edgeDevice.approve(bob, tokenId);
        edgeDevice.setApprovalForAll(fulfiller, true);
        vm.stopPrank();
        address[4] memory callers = [caller, bob, fulfiller, address(sale)];
        for (uint256 i = 0; i < 4; ++i) {
            _expectRefused(
                callers[i],
                tokenId,
                abi.encodeWithSelector(IEdgeDevice.NotDeviceOwner.selector, tokenId, callers[i])
            );
        }
    }

    function testFuzz_Activate_RevertWithSignatureExpired(uint256 late) public {
        Activation memory a = _activation(alice, _shipped(alice), "node");
        vm.warp(a.deadline + _bound(late, 1, 3650 days));
        bytes memory refused = abi.encodeWithSelector(IEdgeDevice.SignatureExpired.selector, a.deadline);
        _expectRevert(a, refused);
        // Said before any signature is looked at.
        vm.expectRevert(refused);
        _activate(a, "", "");
    }

    function test_Activate_RevertWithRegistryNotSet() public {
        edgeDevice = new EdgeDevice(address(manager));
        bytes4[] memory open = new bytes4[](2);
        (open[0], open[1]) = (edgeDevice.mint.selector, edgeDevice.commitKey.selector);
        vm.prank(admin);
        manager.setTargetFunctionRole(address(edgeDevice), open, type(uint64).max);
        uint256 tokenId = edgeDevice.mint(alice, 1);
        edgeDevice.commitKey(tokenId, _commitment("device"));
        _expectRefused(alice, tokenId, abi.encodeWithSelector(IEdgeDevice.RegistryNotSet.selector));
    }

    function testFuzz_Activate_RevertWithInvalidDeviceSignatureForAnyOtherValue(uint8 field, uint256 junk)
        public
    {
        uint256 tokenId = _shipped(alice);
        Activation memory used = _activation(alice, tokenId, "node");
        Activation memory signed = _activation(alice, tokenId, "node");
        junk = _bound(junk, 1, type(uint64).max);
        field = uint8(_bound(field, 0, 4));
        if (field == 0) signed.tokenId += junk;
        if (field == 1) signed.owner = address(uint160(junk));
        if (field == 2) signed.node = address(uint160(junk));
        if (field == 3) signed.nonce += junk;
        if (field == 4) signed.deadline += junk;
        _expectInvalid(used, _sign(_key("device"), _digest(signed)));
    }

    function testFuzz_Activate_RevertWithInvalidDeviceSignatureForAnyBytes(bytes calldata signature) public {
        _expectInvalid(_activation(alice, _shipped(alice), "node"), signature);
    }

    function testFuzz_Activate_RevertWithInvalidDeviceSignatureForAnotherKey(uint256 key) public {
        key = _bound(key, 1, type(uint128).max);
        Activation memory a = _activation(alice, _shipped(alice), "node");
        _expectInvalid(a, _sign(key, _digest(a)));
        _expectInvalid(a, _sign(_key("alice"), _digest(a)));
    }

    function testFuzz_Activate_RevertWithInvalidDeviceSignatureForAnotherSalt(bytes32 salt) public {
        vm.assume(salt != SALT);
        Activation memory a = _activation(alice, _shipped(alice), "node");
        bytes memory signature = _sign(_key("device"), _digest(a));
        bytes memory nodeSignature = _nodeSignature("node", a);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.InvalidDeviceSignature.selector, a.tokenId));
        edgeDevice.activate(a.tokenId, a.node, salt, _details(a.deadline), signature, nodeSignature);
    }

    function test_Activate_RevertWithInvalidDeviceSignatureThoughTheZeroAddressWasCommittedTo() public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.prank(fulfiller);
        sale.ship(tokenId, keccak256(abi.encode(address(0), SALT)));
        Activation memory a = _activation(alice, tokenId, "node");
        _expectInvalid(a, abi.encodePacked(bytes32(0), bytes32(0), uint8(27)));
        _expectInvalid(a, "");
    }

    function test_Activate_RevertWithDeviceKeyInUse() public {
        uint256 first = _activated(alice);
        uint256 second = _buyAs(bob, 1);
        _shipAs(second, "device");
        Activation memory a = _activation(bob, second, "second node");
        _expectRevert(
            a, abi.encodeWithSelector(IEdgeDevice.DeviceKeyInUse.selector, _account("device"), first)
        );
        bytes32 right = _commitment("second device");
        vm.prank(fulfiller);
        sale.correctShipment(second, right);
        _activateAs(bob, second, "second device", "second node");
        vm.assertEq(edgeDevice.tokenOfDeviceKey(_account("device")), first, "the first keeps its key");
    }

    function test_Activate_RevertWithInvalidSignature() public {
        Activation memory a = _activation(alice, _shipped(alice), "node");
        bytes memory signature = _sign(_key("device"), _digest(a));
        bytes memory nodeSignature = _nodeSignature("another node", a);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, a.node));
        _activate(a, signature, nodeSignature);
        _expectStatus(a.tokenId, IEdgeDevice.DeviceStatus.Shipped);
        vm.assertEq(edgeDevice.nonces(a.tokenId), 0, "nothing used up");
    }

    function test_Activate_RevertWithNodeAlreadyRegistered() public {
        _activated(alice);
        uint256 second = _buyAs(bob, 1);
        _shipAs(second, "second device");
        Activation memory a = _activation(bob, second, "node");
        bytes memory signature = _sign(_key("second device"), _digest(a));
        bytes memory nodeSignature = _nodeSignature("node", a);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeAlreadyRegistered.selector, a.node));
        _activate(a, signature, nodeSignature);
    }

    function test_Activate_RegisterTheNodeAndBindItToTheToken() public {
        uint256 tokenId = _shipped(alice);
        uint256 shippedAt = _now();
        _skip(3 days);
        _activateAs(alice, tokenId, "device", "node");
        IEdgeDevice.Device memory device = edgeDevice.deviceOf(tokenId);
        vm.assertEq(uint256(device.status), uint256(IEdgeDevice.DeviceStatus.Activated), "status");
        vm.assertEq(device.shippedAt, shippedAt, "shipped");
        vm.assertEq(device.activatedAt, _now(), "activated");
        vm.assertEq(device.node, _account("node"), "node");
        vm.assertEq(device.deviceKey, _account("device"), "key");
        vm.assertEq(edgeDevice.tokenOfNode(device.node), tokenId, "token of node");
        vm.assertEq(edgeDevice.tokenOfDeviceKey(device.deviceKey), tokenId, "token of key");
        vm.assertEq(edgeDevice.nonces(tokenId), 1, "nonce");
        INodeRegistry.Node memory node = registry.nodeOf(device.node);
        vm.assertEq(node.operator, alice, "operator");
        vm.assertTrue(node.isDevice, "a device's");
        vm.assertEq(node.capabilities, 3, "capabilities");
        vm.assertEq(bytes32(node.country), bytes32(bytes2("DE")), "country");
        vm.assertEq(node.specHash, "spec", "spec");
        vm.assertEq(node.registeredAt, _now(), "registered");
        vm.assertEq(registry.nodeCountOf(alice), 1, "count");
    }

    function test_Activate_EmitWhatWasBoundToWhat() public {
        uint256 tokenId = _shipped(alice);
        (address node, address deviceKey) = (_account("node"), _account("device"));
        vm.expectEmit(true, true, true, true, address(edgeDevice));
        emit IEdgeDevice.DeviceActivated(tokenId, alice, node, deviceKey, address(0));
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeRegistered(node, alice, 3, "DE", "spec", 1);
        _activateAs(alice, tokenId, "device", "node");
    }

    function test_Activate_CountTheLastSecond() public {
        Activation memory a = _activation(alice, _shipped(alice), "node");
        bytes memory signature = _sign(_key("device"), _digest(a));
        bytes memory nodeSignature = _nodeSignature("node", a);
        vm.warp(a.deadline);
        _activate(a, signature, nodeSignature);
    }

    function test_Activate_ServeAnOwnerThatIsAContract() public {
        Wallet1271 wallet = new Wallet1271(alice);
        uint256 tokenId = _shipped(bob);
        vm.prank(bob);
        edgeDevice.transferFrom(bob, address(wallet), tokenId);
        Activation memory a = _activation(address(wallet), tokenId, "node");
        bytes memory call = abi.encodeCall(
            edgeDevice.activate,
            (
                tokenId,
                a.node,
                SALT,
                _details(a.deadline),
                _sign(_key("device"), _digest(a)),
                _nodeSignature("node", a)
            )
        );
        vm.prank(alice);
        wallet.execute(address(edgeDevice), call);
        vm.assertEq(registry.operatorOf(a.node), address(wallet), "operator");
    }

    function test_Activate_RetireTheNodeBeforeAndTakeTheNext() public {
        uint256 tokenId = _activated(alice);
        (address before, address next) = (_account("node"), _account("next node"));
        _skip(1 days);
        vm.expectEmit(true, true, true, true, address(edgeDevice));
        emit IEdgeDevice.DeviceActivated(tokenId, alice, next, _account("device"), before);
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeRetired(before, alice, 0);
        _activateAs(alice, tokenId, "device", "next node");
        vm.assertEq(registry.nodeOf(before).retiredAt, _now(), "retired");
        vm.assertEq(edgeDevice.tokenOfNode(before), 0, "no device runs it");
        vm.assertEq(edgeDevice.tokenOfNode(next), tokenId, "this one runs the next");
        vm.assertEq(edgeDevice.deviceOf(tokenId).activatedAt, _now(), "time");
        vm.assertEq(registry.nodeCountOf(alice), 1, "one node in service");
        vm.assertEq(edgeDevice.nonces(tokenId), 2, "nonce");
    }

    function test_Activate_TakeTheNextAfterTheOwnerRetiredTheOneBefore() public {
        uint256 tokenId = _activated(alice);
        vm.prank(alice);
        registry.retire(_account("node"));
        uint256 retiredAt = _now();
        _skip(1 days);
        _activateAs(alice, tokenId, "device", "next node");
        vm.assertEq(registry.nodeOf(_account("node")).retiredAt, retiredAt, "retired when it was");
        vm.assertEq(registry.nodeCountOf(alice), 1, "count");
    }

    function test_Activate_BeTheNewOwnersToDoAfterASale() public {
        uint256 tokenId = _activated(alice);
        vm.prank(alice);
        edgeDevice.transferFrom(alice, bob, tokenId);
        _activateAs(bob, tokenId, "device", "next node");
        vm.assertEq(registry.operatorOf(_account("next node")), bob, "bob's");
        vm.assertEq(registry.nodeCountOf(bob), 1, "bob's count");
        vm.assertEq(registry.nodeCountOf(alice), 0, "alice's count");
    }

    function test_Activate_RevertWithNodeAlreadyRegisteredForTheSameNode() public {
        uint256 tokenId = _activated(alice);
        Activation memory a = _activation(alice, tokenId, "node");
        _expectRevert(a, abi.encodeWithSelector(INodeRegistry.NodeAlreadyRegistered.selector, a.node));
        vm.assertEq(registry.nodeOf(a.node).retiredAt, 0, "still in service");
    }

    /// @dev With signatures of "device" and "node" over these very values.
    function _expectRevert(Activation memory a, bytes memory refused) private {
        bytes memory signature = _sign(_key("device"), _digest(a));
        bytes memory nodeSignature = _nodeSignature("node", a);
        vm.expectRevert(refused);
        _activate(a, signature, nodeSignature);
    }

    function _expectRefused(address caller, uint256 tokenId, bytes memory refused) private {
        _expectRevert(_activation(caller, tokenId, "node"), refused);
    }

    function _expectInvalid(Activation memory a, bytes memory signature) private {
        bytes memory nodeSignature = _nodeSignature("node", a);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.InvalidDeviceSignature.selector, a.tokenId));
        _activate(a, signature, nodeSignature);
    }
}
