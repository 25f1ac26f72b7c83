// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../support/RegistryTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract NodeRegistryTest is RegistryTest {
    function testFuzz_Register_RecordWhatTheNodeSigned(uint32 capabilities, bytes32 specHash) public {
        capabilities = uint32(_bound(capabilities, 1, 15));
        Registration memory r = _registration();
        (r.capabilities, r.specHash) = (capabilities, specHash);
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeRegistered(node, operator, capabilities, "DE", specHash, 1);
        _register(r, signature);
        INodeRegistry.Node memory stored = registry.nodeOf(node);
        vm.assertEq(stored.operator, operator, "operator");
        vm.assertEq(stored.capabilities, capabilities, "capabilities");
        vm.assertEq(bytes32(stored.country), bytes32(bytes2("DE")), "country");
        vm.assertEq(stored.specHash, specHash, "spec");
        vm.assertEq(stored.registeredAt, vm.getBlockTimestamp(), "time");
        vm.assertEq(registry.operatorOf(node), operator, "operatorOf");
        vm.assertEq(registry.nodeCountOf(operator), 1, "count");
        vm.assertEq(registry.nonces(node), 1, "nonce");
    }

    function testFuzz_RegisterFor_RegisterWhoeverSendsIt(address sponsor) public {
        Registration memory r = _registration();
        bytes memory operatorSignature = _sign(_key("operator"), _digest(r));
        bytes memory nodeSignature = _sign(_key("node"), _digest(r));
        vm.prank(sponsor);
        _registerFor(r, operatorSignature, nodeSignature);
        vm.assertEq(registry.operatorOf(node), operator, "operator");
    }

    function test_RegisterFor_RevertWithInvalidSignature() public {
        Registration memory r = _registration();
        bytes memory nodeSignature = _sign(_key("node"), _digest(r));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, operator));
        _registerFor(r, nodeSignature, nodeSignature);
    }

    function test_RegisterFor_AcceptAnOperatorThatIsAContract() public {
        Wallet1271 wallet = new Wallet1271(operator);
        Registration memory r = _registration();
        r.operator = address(wallet);
        _registerFor(r, _sign(_key("operator"), _digest(r)), _sign(_key("node"), _digest(r)));
        vm.assertEq(registry.operatorOf(node), address(wallet), "the wallet");
    }

    function test_RegisterFor_NotBeEnteredAgain() public {
        Wallet1271 wallet = new Wallet1271(operator);
        _registerNode("node");
        _registerNode("second");
        Registration memory r = _registration();
        (r.operator, r.node) = (address(wallet), _account("third"));
        bytes memory operatorSignature = _sign(_key("operator"), _digest(r));
        bytes memory nodeSignature = _sign(_key("third"), _digest(r));
        wallet.arm(address(registry), abi.encodeCall(registry.retire, (node)));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, address(wallet)));
        _registerFor(r, operatorSignature, nodeSignature);
    }

    function testFuzz_Register_RevertWithInvalidCountry(bytes2 country) public {
        bool valid = country[0] >= "A" && country[0] <= "Z" && country[1] >= "A" && country[1] <= "Z";
        Registration memory r = _registration();
        r.country = country;
        bytes memory signature = _sign(_key("node"), _digest(r));
        if (!valid) vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidCountry.selector, country));
        _register(r, signature);
    }

    function test_Register_KnowTheEdgesOfTheAlphabet() public {
        bytes2[4] memory wrong = [bytes2("@A"), bytes2("A["), bytes2("aA"), bytes2("A")];
        for (uint256 i = 0; i < wrong.length; ++i) {
            Registration memory r = _registration();
            r.country = wrong[i];
            bytes memory signature = _sign(_key("node"), _digest(r));
            vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidCountry.selector, wrong[i]));
            _register(r, signature);
        }
        Registration memory edge = _registration();
        edge.country = "AZ";
        _register(edge, _sign(_key("node"), _digest(edge)));
    }

    function testFuzz_Register_RevertWithInvalidCapabilities(uint32 capabilities) public {
        if (capabilities != 0 && capabilities <= 15) capabilities <<= 4;
        Registration memory r = _registration();
        r.capabilities = capabilities;
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidCapabilities.selector, capabilities));
        _register(r, signature);
    }

    function test_Update_ReplaceTheDetailsAndCheckThem() public {
        _registerNode("node");
        vm.startPrank(operator);
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeUpdated(node, operator, 3, "FR", "spec2");
        registry.update(node, 3, "FR", "spec2");
        vm.assertEq(registry.nodeOf(node).capabilities, 3, "capabilities");
        vm.assertEq(registry.nodeOf(node).specHash, bytes32("spec2"), "spec");
        vm.assertEq(bytes32(registry.nodeOf(node).country), bytes32(bytes2("FR")), "country");
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidCapabilities.selector, 16));
        registry.update(node, 16, "FR", "spec2");
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidCountry.selector, bytes2("fr")));
        registry.update(node, 3, "fr", "spec2");
    }

    function testFuzz_NodeRegistry_RevertWithNotOperatorForEveryChange(address caller) public {
        _registerNode("node");
        vm.assume(caller != operator);
        bytes memory refused = abi.encodeWithSelector(INodeRegistry.NotOperator.selector, node, caller);
        vm.startPrank(caller);
        vm.expectRevert(refused);
        registry.update(node, 1, "FR", "");
        vm.expectRevert(refused);
        registry.retire(node);
        vm.expectRevert(refused);
        registry.transfer(node, caller, type(uint256).max, "");
    }

    function test_Retire_EndTheNodeForGood() public {
        _registerNode("node");
        vm.startPrank(operator);
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeRetired(node, operator, 0);
        registry.retire(node);
        vm.assertEq(registry.nodeCountOf(operator), 0, "count");
        vm.assertEq(registry.nodeOf(node).retiredAt, vm.getBlockTimestamp(), "time");
        bytes memory refused = abi.encodeWithSelector(INodeRegistry.NodeIsRetired.selector, node);
        vm.expectRevert(refused);
        registry.retire(node);
        vm.expectRevert(refused);
        registry.update(node, 1, "FR", "");
        vm.expectRevert(refused);
        registry.transfer(node, admin, type(uint256).max, "");
        vm.stopPrank();
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeAlreadyRegistered.selector, node));
        _register(r, signature);
    }

    function test_Transfer_NeedTheSignatureOfTheNewOperator() public {
        _registerNode("node");
        _registerNode("second");
        address heir = _account("heir");
        bytes32 digest = _transferDigest(node, heir, 1, type(uint256).max);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, heir));
        registry.transfer(node, heir, type(uint256).max, _sign(_key("operator"), digest));
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeTransferred(node, operator, heir, 1, 1);
        registry.transfer(node, heir, type(uint256).max, _sign(_key("heir"), digest));
        vm.assertEq(registry.operatorOf(node), heir, "moved");
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistry.AlreadyOperator.selector, _account("second"), operator)
        );
        registry.transfer(_account("second"), operator, type(uint256).max, "");
    }
}
