// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../support/RegistryTest.sol";

contract NodeRegistryDeviceTest is RegistryTest {
    function testFuzz_RegisterDevice_RevertWithNotEdgeDevice(address caller) public {
        vm.assume(caller != address(edgeDevice));
        Registration memory r = _registration();
        r.operator = caller;
        bytes memory signature = _sign(_key("node"), _digest(r));
        _expectNotEdgeDevice(caller);
        _registerDevice(r, signature);
    }

    function testFuzz_RegisterDevice_RevertWithInvalidSignature(bytes calldata signature) public {
        _expectRefused(
            _registration(), signature, abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, node)
        );
    }

    function test_RegisterDevice_RevertWithSignatureExpired() public {
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.warp(r.deadline + 1);
        _expectRefused(
            r, signature, abi.encodeWithSelector(INodeRegistry.SignatureExpired.selector, r.deadline)
        );
    }

    function test_RegisterDevice_CheckThemAsForAnyNode() public {
        Registration memory r = _registration();
        r.capabilities = 16;
        _expectRefused(r, "", abi.encodeWithSelector(INodeRegistry.InvalidCapabilities.selector, 16));
        (r.capabilities, r.country) = (1, "de");
        _expectRefused(r, "", abi.encodeWithSelector(INodeRegistry.InvalidCountry.selector, bytes2("de")));
    }

    function test_RegisterDevice_RevertWithNodeAlreadyRegistered() public {
        bytes memory refused = abi.encodeWithSelector(INodeRegistry.NodeAlreadyRegistered.selector, node);
        _registerNode("node");
        Registration memory r = _registration();
        r.nonce = 1;
        _expectRefused(r, _sign(_key("node"), _digest(r)), refused);
        vm.prank(operator);
        registry.retire(node);
        _expectRefused(r, _sign(_key("node"), _digest(r)), refused);
    }

    function testFuzz_RegisterDevice_RegisterItAsBoundToADevice(address owner) public {
        Registration memory r = _registration();
        r.operator = owner;
        vm.assume(owner != address(0));
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeRegistered(node, owner, 1, "DE", "spec", 1);
        vm.prank(address(edgeDevice));
        _registerDevice(r, signature);
        vm.assertTrue(registry.nodeOf(node).isDevice, "a device's");
        vm.assertEq(registry.operatorOf(node), owner, "operator");
        vm.assertEq(registry.nonces(node), 1, "nonce");
        _registerNode("second");
        vm.assertTrue(!registry.nodeOf(_account("second")).isDevice, "others are not");
    }

    function testFuzz_MoveDevice_RevertWithNotEdgeDevice(address caller) public {
        vm.assume(caller != address(edgeDevice));
        _registerDeviceNode();
        _expectNotEdgeDevice(caller);
        registry.moveDevice(node, caller);
    }

    function testFuzz_MoveDevice_DoNothingAndNotRevert(address unknown, address to) public {
        _registerDeviceNode();
        _registerNode("plain");
        vm.assume(unknown != node && unknown != _account("plain"));
        vm.prank(operator);
        registry.retire(node);
        vm.recordLogs();
        vm.startPrank(address(edgeDevice));
        registry.moveDevice(node, to);
        registry.moveDevice(_account("plain"), to);
        registry.moveDevice(unknown, to);
        _expectUntouched(unknown);
    }

    function test_MoveDevice_DoNothingToWhatIsTheReceivers() public {
        _registerDeviceNode();
        vm.recordLogs();
        vm.prank(address(edgeDevice));
        registry.moveDevice(node, operator);
        vm.assertEq(vm.getRecordedLogs().length, 0, "no event");
        vm.assertEq(registry.nodeCountOf(operator), 1, "count");
    }

    function testFuzz_MoveDevice_MoveItAndCountBoth(address to) public {
        vm.assume(to != operator);
        _registerDeviceNode();
        _registerNode("second");
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeTransferred(node, operator, to, 1, 1);
        vm.prank(address(edgeDevice));
        registry.moveDevice(node, to);
        vm.assertEq(registry.operatorOf(node), to, "operator");
        vm.assertEq(registry.nodeCountOf(operator), 1, "left");
        vm.assertEq(registry.nodeCountOf(to), 1, "right");
    }

    function testFuzz_RetireDevice_RevertWithNotEdgeDevice(address caller) public {
        vm.assume(caller != address(edgeDevice));
        _registerDeviceNode();
        _expectNotEdgeDevice(caller);
        registry.retireDevice(node);
    }

    function testFuzz_RetireDevice_DoNothingAndNotRevert(address unknown) public {
        _registerDeviceNode();
        _registerNode("plain");
        vm.assume(unknown != node && unknown != _account("plain"));
        vm.prank(operator);
        registry.retire(node);
        vm.recordLogs();
        vm.startPrank(address(edgeDevice));
        registry.retireDevice(node);
        registry.retireDevice(_account("plain"));
        registry.retireDevice(unknown);
        _expectUntouched(unknown);
    }

    function test_RetireDevice_RetireItForItsOperator() public {
        _registerDeviceNode();
        _registerNode("second");
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeRetired(node, operator, 1);
        vm.prank(address(edgeDevice));
        registry.retireDevice(node);
        vm.assertEq(registry.nodeOf(node).retiredAt, vm.getBlockTimestamp(), "time");
        vm.assertEq(registry.nodeCountOf(operator), 1, "count");
    }

    function test_Transfer_RevertWithDeviceBound() public {
        _registerDeviceNode();
        bytes32 digest = _transferDigest(node, _account("heir"), 1, type(uint256).max);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.DeviceBound.selector, node));
        registry.transfer(node, _account("heir"), type(uint256).max, _sign(_key("heir"), digest));
    }

    function test_Retire_StayTheOperatorsRight() public {
        _registerDeviceNode();
        vm.prank(operator);
        registry.retire(node);
        vm.assertEq(registry.nodeCountOf(operator), 0, "count");
    }

    function test_Update_KeepItBound() public {
        _registerDeviceNode();
        vm.prank(operator);
        registry.update(node, 4, "FR", "other");
        vm.assertTrue(registry.nodeOf(node).isDevice, "bound");
        vm.assertEq(registry.nodeOf(node).capabilities, 4, "updated");
    }

    function test_Constructor_TrustTheOneDeviceContract() public view {
        vm.assertEq(address(registry.edgeDevice()), address(edgeDevice), "device contract");
    }

    function _registerDevice(Registration memory r, bytes memory signature) private {
        registry.registerDevice(
            r.operator, r.node, r.capabilities, r.country, r.specHash, r.deadline, signature
        );
    }

    function _registerDeviceNode() private {
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.prank(address(edgeDevice));
        _registerDevice(r, signature);
    }

    function _expectUntouched(address unknown) private {
        vm.stopPrank();
        vm.assertEq(vm.getRecordedLogs().length, 0, "no event");
        vm.assertEq(registry.operatorOf(node), operator, "the retired one");
        vm.assertEq(registry.operatorOf(_account("plain")), operator, "the plain one");
        vm.assertEq(registry.operatorOf(unknown), address(0), "the unknown one");
        vm.assertEq(registry.nodeCountOf(operator), 1, "count");
    }

    function _expectNotEdgeDevice(address caller) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NotEdgeDevice.selector, caller));
    }

    function _expectRefused(Registration memory r, bytes memory signature, bytes memory refused) private {
        vm.prank(address(edgeDevice));
        vm.expectRevert(refused);
        _registerDevice(r, signature);
    }
}
