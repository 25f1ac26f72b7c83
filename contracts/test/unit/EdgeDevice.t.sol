// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {DeviceMetadata} from "../../src/libraries/DeviceMetadata.sol";
import {DeviceTest} from "../support/DeviceTest.sol";
import {HostileToken} from "../support/HostileToken.sol";

contract EdgeDeviceTest is DeviceTest {
    function testFuzz_Mint_RevertWithAccessManagedUnauthorized(address caller) public {
        vm.assume(caller != address(sale));
        _expectUnauthorised(caller);
        edgeDevice.mint(caller, 1);
    }

    function test_Mint_RevertWithERC721InvalidReceiver() public {
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0)));
        edgeDevice.mint(address(0), 1);
    }

    function testFuzz_Mint_GiveConsecutiveIdsFrom1(uint8 first, uint8 second) public {
        (first, second) = (uint8(_bound(first, 0, 20)), uint8(_bound(second, 0, 20)));
        vm.startPrank(address(sale));
        vm.assertEq(edgeDevice.mint(alice, first), 1, "first");
        vm.assertEq(edgeDevice.mint(bob, second), uint256(first) + 1, "second");
        vm.assertEq(edgeDevice.deviceCount(), uint256(first) + second, "count");
        vm.assertEq(edgeDevice.balanceOf(alice), first, "alice");
        vm.assertEq(edgeDevice.balanceOf(bob), second, "bob");
    }

    function testFuzz_Burn_RevertWithAccessManagedUnauthorized(address caller) public {
        vm.assume(caller != address(sale));
        uint256 tokenId = _buyAs(alice, 1);
        _expectUnauthorised(caller);
        edgeDevice.burn(tokenId);
    }

    function test_Burn_RevertWithInvalidDeviceStatus() public {
        uint256 tokenId = _shipped(alice);
        vm.startPrank(address(sale));
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Shipped));
        edgeDevice.burn(tokenId);
        vm.expectRevert(_wrongStatus(tokenId + 1, IEdgeDevice.DeviceStatus.None));
        edgeDevice.burn(tokenId + 1);
        vm.expectRevert(_wrongStatus(0, IEdgeDevice.DeviceStatus.None));
        edgeDevice.burn(0);
    }

    function test_Burn_LeaveADeviceThatIsRefundedForGood() public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.startPrank(address(sale));
        edgeDevice.burn(tokenId);
        _expectStatus(tokenId, IEdgeDevice.DeviceStatus.Refunded);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, tokenId));
        edgeDevice.ownerOf(tokenId);
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Refunded));
        edgeDevice.commitKey(tokenId, "commitment");
        vm.assertEq(edgeDevice.mint(alice, 1), tokenId + 1, "its id is not used again");
    }

    function testFuzz_CommitKey_RevertWithAccessManagedUnauthorized(address caller) public {
        vm.assume(caller != address(sale));
        uint256 tokenId = _buyAs(alice, 1);
        _expectUnauthorised(caller);
        edgeDevice.commitKey(tokenId, "commitment");
    }

    function test_CommitKey_RevertWithInvalidDeviceStatus() public {
        uint256 tokenId = _activated(alice);
        vm.startPrank(address(sale));
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Activated));
        edgeDevice.commitKey(tokenId, "commitment");
        vm.expectRevert(_wrongStatus(tokenId + 1, IEdgeDevice.DeviceStatus.None));
        edgeDevice.commitKey(tokenId + 1, "commitment");
    }

    function test_CommitKey_RevertWithEmptyCommitment() public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.EmptyCommitment.selector, tokenId));
        edgeDevice.commitKey(tokenId, 0);
    }

    function test_CommitKey_ShipIt() public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.expectEmit(true, true, true, true, address(edgeDevice));
        emit IEdgeDevice.DeviceKeyCommitted(tokenId, "commitment");
        vm.prank(address(sale));
        edgeDevice.commitKey(tokenId, "commitment");
        IEdgeDevice.Device memory device = edgeDevice.deviceOf(tokenId);
        vm.assertEq(uint256(device.status), uint256(IEdgeDevice.DeviceStatus.Shipped), "status");
        vm.assertEq(device.shippedAt, _now(), "time");
        vm.assertEq(device.keyCommitment, "commitment", "commitment");
    }

    function test_CommitKey_ReplaceTheCommitmentAndKeepTheTime() public {
        uint256 tokenId = _shipped(alice);
        uint256 shippedAt = _now();
        _skip(9);
        vm.prank(address(sale));
        edgeDevice.commitKey(tokenId, "other");
        vm.assertEq(edgeDevice.deviceOf(tokenId).shippedAt, shippedAt, "time");
        vm.assertEq(edgeDevice.deviceOf(tokenId).keyCommitment, "other", "commitment");
    }

    function testFuzz_SetRegistry_RevertWithAccessManagedUnauthorized(address caller) public {
        vm.assume(caller != admin);
        EdgeDevice fresh = new EdgeDevice(address(manager));
        _expectUnauthorised(caller);
        fresh.setRegistry(registry);
    }

    function test_SetRegistry_RevertWithRegistryAlreadySet() public {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.RegistryAlreadySet.selector, address(registry)));
        edgeDevice.setRegistry(registry);
    }

    function test_SetRegistry_RevertWithWrongRegistry() public {
        EdgeDevice fresh = new EdgeDevice(address(manager));
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.WrongRegistry.selector, address(registry)));
        fresh.setRegistry(registry);
    }

    function test_SetRegistry_NameIt() public {
        EdgeDevice fresh = new EdgeDevice(address(manager));
        vm.assertEq(address(fresh.registry()), address(0), "none");
        NodeRegistry own = new NodeRegistry(fresh);
        vm.prank(admin);
        fresh.setRegistry(own);
        vm.assertEq(address(fresh.registry()), address(own), "named");
    }

    function test_StatusOf_FollowADeviceThroughItsLife() public {
        _expectStatus(0, IEdgeDevice.DeviceStatus.None);
        _expectStatus(1, IEdgeDevice.DeviceStatus.None);
        uint256 tokenId = _buyAs(alice, 2);
        vm.assertEq(uint256(edgeDevice.statusOf(tokenId)), 1, "Ordered");
        _shipAs(tokenId, "device");
        vm.assertEq(uint256(edgeDevice.statusOf(tokenId)), 2, "Shipped");
        _activateAs(alice, tokenId, "device", "node");
        vm.assertEq(uint256(edgeDevice.statusOf(tokenId)), 3, "Activated");
        vm.prank(alice);
        sale.refund(tokenId + 1);
        vm.assertEq(uint256(edgeDevice.statusOf(tokenId + 1)), 4, "Refunded");
        _expectStatus(tokenId + 2, IEdgeDevice.DeviceStatus.None);
    }

    function testFuzz_DeviceOf_BeZeroForADeviceThatNeverWas(uint256 tokenId) public {
        if (_activated(alice) == tokenId) tokenId = 0;
        IEdgeDevice.Device memory device = edgeDevice.deviceOf(tokenId);
        vm.assertEq(keccak256(abi.encode(device)), keccak256(new bytes(192)), "zero");
        vm.assertEq(edgeDevice.nonces(tokenId), 0, "nonce");
    }

    function test_TokenURI_RevertWithERC721NonexistentToken() public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.prank(alice);
        sale.refund(tokenId);
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, tokenId + i)
            );
            edgeDevice.tokenURI(tokenId + i);
        }
    }

    function test_TokenURI_BeADataURIThatChangesWithTheDevice() public {
        uint256 tokenId = _buyAs(alice, 1);
        _expectUri(tokenId, IEdgeDevice.DeviceStatus.Ordered, address(0));
        _shipAs(tokenId, "device");
        _expectUri(tokenId, IEdgeDevice.DeviceStatus.Shipped, address(0));
        _activateAs(alice, tokenId, "device", "node");
        _expectUri(tokenId, IEdgeDevice.DeviceStatus.Activated, _account("node"));
    }

    function test_EdgeDevice_MoveTheNodeWithTheToken() public {
        uint256 tokenId = _activated(alice);
        uint256 second = _buyAs(bob, 1);
        _shipAs(second, "second device");
        _activateAs(bob, second, "second device", "second node");
        address node = _account("node");
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeTransferred(node, alice, bob, 0, 2);
        vm.prank(alice);
        edgeDevice.transferFrom(alice, bob, tokenId);
        vm.assertEq(registry.operatorOf(node), bob, "bob operates it");
        vm.assertEq(registry.nodeCountOf(alice), 0, "alice's count");
        vm.assertEq(registry.nodeCountOf(bob), 2, "bob's count");
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NotOperator.selector, node, alice));
        registry.retire(node);
    }

    function test_EdgeDevice_CountRightWhenTheTokenComesToItsOwnOwner() public {
        uint256 tokenId = _activated(alice);
        vm.prank(alice);
        edgeDevice.transferFrom(alice, alice, tokenId);
        vm.assertEq(registry.nodeCountOf(alice), 1, "count");
        vm.assertEq(registry.operatorOf(_account("node")), alice, "operator");
    }

    function test_EdgeDevice_MoveATokenWhoseNodeIsRetiredAndLeaveTheNode() public {
        uint256 tokenId = _activated(alice);
        vm.startPrank(alice);
        registry.retire(_account("node"));
        edgeDevice.transferFrom(alice, bob, tokenId);
        vm.assertEq(edgeDevice.ownerOf(tokenId), bob, "the token moves");
        vm.assertEq(registry.operatorOf(_account("node")), alice, "a retired node stays");
        vm.assertEq(registry.nodeCountOf(alice) + registry.nodeCountOf(bob), 0, "counts");
    }

    function test_EdgeDevice_FollowAnApprovedSpenderAsWell() public {
        uint256 tokenId = _activated(alice);
        address market = _account("market");
        vm.prank(alice);
        edgeDevice.approve(market, tokenId);
        vm.prank(market);
        edgeDevice.safeTransferFrom(alice, bob, tokenId);
        vm.assertEq(registry.operatorOf(_account("node")), bob, "operator");
    }

    function test_EdgeDevice_MoveNothingWhenTheReceiverRefuses() public {
        uint256 tokenId = _activated(alice);
        address deaf = address(new HostileToken());
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, deaf));
        edgeDevice.safeTransferFrom(alice, deaf, tokenId);
        vm.assertEq(registry.operatorOf(_account("node")), alice, "operator");
    }

    function test_EdgeDevice_NotBotherTheRegistry() public {
        uint256 tokenId = _shipped(alice);
        vm.recordLogs();
        vm.prank(alice);
        edgeDevice.transferFrom(alice, bob, tokenId);
        vm.assertEq(vm.getRecordedLogs().length, 1, "only the token's own event");
        _activateAs(bob, tokenId, "device", "node");
    }

    function test_EdgeDevice_BeAnERC721WithoutRoyalties() public view {
        vm.assertTrue(edgeDevice.supportsInterface(type(IERC721).interfaceId), "ERC-721");
        vm.assertTrue(edgeDevice.supportsInterface(type(IERC721Metadata).interfaceId), "metadata");
        vm.assertTrue(!edgeDevice.supportsInterface(type(IERC2981).interfaceId), "no royalties");
        vm.assertEq(keccak256(bytes(edgeDevice.name())), keccak256("N3 Edge V1"), "name");
        vm.assertEq(keccak256(bytes(edgeDevice.symbol())), keccak256("N3EDGE"), "symbol");
    }

    function _expectUri(uint256 tokenId, IEdgeDevice.DeviceStatus status, address node) private view {
        string memory expected = DeviceMetadata.tokenUri(tokenId, status, node);
        vm.assertEq(keccak256(bytes(edgeDevice.tokenURI(tokenId))), keccak256(bytes(expected)), "uri");
    }

    function _expectUnauthorised(address caller) private {
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller));
    }
}
