// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {RegistryTest} from "../support/RegistryTest.sol";

contract NodeRegistrySignaturesTest is RegistryTest {
    /// Half the order of secp256k1: above it lies the mirrored twin of every signature.
    uint256 private constant CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function testFuzz_Register_RevertForAnyFlippedBit(uint256 bit) public {
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        bit = _bound(bit, 0, 519);
        signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        _expectRefused(r, signature);
    }

    function testFuzz_Register_RevertForAnyBytes(bytes calldata signature) public {
        _expectRefused(_registration(), signature);
    }

    function test_Register_RevertForTheMirroredHighSignature() public {
        Registration memory r = _registration();
        (uint8 v, bytes32 rPart, bytes32 s) = vm.sign(_key("node"), _digest(r));
        bytes32 high = bytes32(CURVE_ORDER - uint256(s));
        _expectRefused(r, abi.encodePacked(rPart, high, v == 27 ? uint8(28) : uint8(27)));
    }

    /// ecrecover answers 0 for rubbish, and the zero address must not count as having signed.
    function test_Register_RevertForTheZeroAddress() public {
        Registration memory r = _registration();
        r.node = address(0);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, address(0)));
        _register(r, abi.encodePacked(bytes32(0), bytes32(0), uint8(27)));
        r = _registration();
        r.operator = address(0);
        bytes memory nodeSignature = _sign(_key("node"), _digest(r));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, address(0)));
        _registerFor(r, abi.encodePacked(bytes32(0), bytes32(0), uint8(27)), nodeSignature);
    }

    function testFuzz_Register_RevertWhicheverFieldDiffers(uint8 field, uint256 junk) public {
        Registration memory signed = _registration();
        Registration memory used = _registration();
        junk = _bound(junk, 2, 14);
        field = uint8(_bound(field, 0, 6));
        if (field == 0) signed.operator = address(uint160(junk));
        if (field == 1) signed.node = address(uint160(junk));
        if (field == 2) signed.capabilities = uint32(junk);
        if (field == 3) signed.country = "FR";
        if (field == 4) signed.specHash = bytes32(junk);
        if (field == 5) signed.nonce = junk;
        if (field == 6) signed.deadline += junk;
        _expectRefused(used, _sign(_key("node"), _digest(signed)));
    }

    function testFuzz_Register_RevertWithSignatureExpired(uint256 late) public {
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.warp(r.deadline + _bound(late, 1, 3650 days));
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.SignatureExpired.selector, r.deadline));
        _register(r, signature);
    }

    function test_Register_StillRegister() public {
        Registration memory r = _registration();
        vm.warp(r.deadline);
        _register(r, _sign(_key("node"), _digest(r)));
    }

    function test_Transfer_RevertWithInvalidSignature() public {
        _registerNode("node");
        bytes memory heirs =
            _sign(_key("heir"), _transferDigest(node, _account("heir"), 1, type(uint256).max));
        bytes memory back = _sign(_key("operator"), _transferDigest(node, operator, 2, type(uint256).max));
        vm.prank(operator);
        registry.transfer(node, _account("heir"), type(uint256).max, heirs);
        vm.prank(_account("heir"));
        registry.transfer(node, operator, type(uint256).max, back);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, _account("heir")));
        registry.transfer(node, _account("heir"), type(uint256).max, heirs);
    }

    function test_Transfer_RevertWithSignatureExpired() public {
        _registerNode("node");
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = _sign(_key("heir"), _transferDigest(node, _account("heir"), 1, deadline));
        _skip(1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.SignatureExpired.selector, deadline));
        registry.transfer(node, _account("heir"), deadline, signature);
    }

    function _expectRefused(Registration memory r, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.InvalidSignature.selector, r.node));
        _register(r, signature);
    }
}
