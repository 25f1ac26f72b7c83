// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

/// @title A signature of a device's key is good once, for one token, owner, node, chain and contract.
/// @dev Each attack repeats the call that worked; the node signs afresh, so that it is the device that refuses.
contract DeviceActivationReplayTest is DeviceTest {
    uint256 private tokenId;
    Activation private used;
    bytes private signature;

    function setUp() public override {
        super.setUp();
        tokenId = _shipped(alice);
        used = _activation(alice, tokenId, "node");
        used.deadline = type(uint256).max;
        signature = _sign(_key("device"), _digest(used));
    }

    function test_attack_theSameActivationTwice() public {
        _replay(used, "node");
        // The node is replaced, and somebody wants the old one back with the old signature.
        _activateAs(alice, tokenId, "device", "next node");
        _expectRefused(used, "node");
    }

    function test_attack_afterTheTokenWasSoldAndCameBack() public {
        _replay(used, "node");
        _move(alice, bob);
        _activateAs(bob, tokenId, "device", "bob's node");
        _expectRefused(used, "node");
        _move(bob, alice);
        _expectRefused(used, "node");
    }

    function test_attack_theBuyerUsesTheSellersSignature() public {
        _move(alice, bob);
        Activation memory bobs = used;
        bobs.owner = bob;
        _expectRefused(bobs, "node");
    }

    function test_attack_onAnotherToken() public {
        uint256 other = _buyAs(alice, 1);
        _shipAs(other, "device");
        Activation memory moved = used;
        moved.tokenId = other;
        _expectRefused(moved, "node");
    }

    function test_attack_forAnotherNode() public {
        Activation memory swapped = used;
        swapped.node = _account("mallory's node");
        _expectRefused(swapped, "mallory's node");
    }

    function test_attack_onAnotherChain() public {
        vm.chainId(10);
        _expectRefused(used, "node");
    }

    /// The same token id, owner and commitment in a second deployment on this chain.
    function test_attack_onAnotherContract() public {
        edgeDevice = new EdgeDevice(address(manager));
        registry = new NodeRegistry(edgeDevice);
        bytes4[] memory open = new bytes4[](2);
        (open[0], open[1]) = (edgeDevice.mint.selector, edgeDevice.commitKey.selector);
        vm.startPrank(admin);
        manager.setTargetFunctionRole(address(edgeDevice), open, type(uint64).max);
        edgeDevice.setRegistry(registry);
        vm.stopPrank();
        edgeDevice.mint(alice, 1);
        edgeDevice.commitKey(tokenId, _commitment("device"));
        _expectRefused(used, "node");
    }

    /// Half the order of secp256k1: above it lies the mirrored twin of every signature.
    function test_attack_theMirroredHighSignature() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_key("device"), _digest(used));
        bytes32 high =
            bytes32(0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141 - uint256(s));
        signature = abi.encodePacked(r, high, v == 27 ? uint8(28) : uint8(27));
        _expectRefused(used, "node");
    }

    function _move(address from, address to) private {
        vm.prank(from);
        edgeDevice.transferFrom(from, to, tokenId);
    }

    function _replay(Activation memory a, string memory nodeName) private {
        _activate(a, signature, _nodeSignature(nodeName, a));
    }

    function _expectRefused(Activation memory a, string memory nodeName) private {
        bytes memory nodeSignature = _nodeSignature(nodeName, a);
        bool owns = edgeDevice.ownerOf(a.tokenId) == a.owner;
        vm.expectRevert(
            owns
                ? abi.encodeWithSelector(IEdgeDevice.InvalidDeviceSignature.selector, a.tokenId)
                : abi.encodeWithSelector(IEdgeDevice.NotDeviceOwner.selector, a.tokenId, a.owner)
        );
        _activate(a, signature, nodeSignature);
    }
}
