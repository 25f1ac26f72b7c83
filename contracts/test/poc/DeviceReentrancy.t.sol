// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {DeviceSale} from "../../src/DeviceSale.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {IN3Token} from "../../src/interfaces/IN3Token.sol";
import {DeviceHostileReceiver} from "../support/DeviceHostileReceiver.sol";
import {DeviceTest} from "../support/DeviceTest.sol";
import {HostileToken} from "../support/HostileToken.sol";

/// @title A token that calls back from every transfer, and a wallet that calls back when it gets a device.
contract DeviceReentrancyTest is DeviceTest {
    uint256 private constant WAYS_OUT = 6;

    HostileToken private hostile;
    DeviceSale private victim;

    function test_attack_hostileTokenReentersEveryPairOfFunctions() public {
        _deployVictim();
        bytes[] memory inner = _entries();
        bytes4 guard = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        for (uint256 outer = 0; outer < WAYS_OUT; ++outer) {
            for (uint256 i = 0; i < inner.length; ++i) {
                uint256 snapshot = vm.snapshotState();
                hostile.arm(address(victim), inner[i]);
                _callOuter(outer);
                vm.assertTrue(hostile.entered(), "the attack was tried");
                vm.assertTrue(!hostile.succeeded(), "and refused");
                vm.assertEq(bytes32(hostile.refusal()), bytes32(guard), "by the guard");
                vm.revertToState(snapshot);
            }
        }
    }

    function test_attack_aBuyerIsNeverCalledBack() public {
        DeviceHostileReceiver wallet = new DeviceHostileReceiver();
        _fundBuyer(address(wallet));
        wallet.arm(address(sale), abi.encodeCall(sale.buy, (1, CAP, PRICE)));
        uint256 tokenId = _buyAs(address(wallet), 2);
        vm.startPrank(address(wallet));
        token.transferAndCall(address(sale), PRICE + 7, abi.encode(1, 1, PRICE));
        sale.refund(tokenId);
        vm.assertTrue(!wallet.entered(), "not asked");
        vm.assertEq(edgeDevice.balanceOf(address(wallet)), 2, "its devices");
    }

    /// What a receiver may do at all it may also do here; the books are right whatever it is.
    function test_attack_hostileReceiverReentersEveryFunction() public {
        DeviceHostileReceiver wallet = new DeviceHostileReceiver();
        _fundBuyer(address(wallet));
        uint256 nodeToken = _activated(alice);
        uint256 ordered = _buyAs(alice, 2);
        (address[] memory targets, bytes[] memory attacks) = _attacks(address(wallet), nodeToken, ordered);
        for (uint256 i = 0; i < attacks.length; ++i) {
            for (uint256 handed = nodeToken; handed <= ordered; handed += ordered - nodeToken) {
                uint256 snapshot = vm.snapshotState();
                wallet.arm(targets[i], attacks[i]);
                vm.prank(alice);
                edgeDevice.safeTransferFrom(alice, address(wallet), handed);
                vm.assertTrue(wallet.entered(), "the attack was tried");
                _expectBooksInOrder(nodeToken);
                vm.revertToState(snapshot);
            }
        }
    }

    /// It gave the token away, or gave it back, before its own transfer was over: the node is where the token is.
    function _expectBooksInOrder(uint256 nodeToken) private view {
        _expectSolvent();
        uint256 ordered = 0;
        for (uint256 id = 1; id <= edgeDevice.deviceCount(); ++id) {
            if (edgeDevice.statusOf(id) == IEdgeDevice.DeviceStatus.Ordered) ++ordered;
        }
        vm.assertEq(sale.held(), ordered * PRICE, "held is what is ordered");
        address owner = edgeDevice.ownerOf(nodeToken);
        address node = edgeDevice.deviceOf(nodeToken).node;
        bool retired = registry.nodeOf(node).retiredAt != 0;
        vm.assertEq(registry.nodeCountOf(owner), retired ? 0 : 1, "the owner's count");
        if (!retired) vm.assertEq(registry.operatorOf(node), owner, "the operator is the owner");
    }

    function _attacks(address wallet, uint256 nodeToken, uint256 ordered)
        private
        returns (address[] memory targets, bytes[] memory attacks)
    {
        (targets, attacks) = (new address[](11), new bytes[](11));
        for (uint256 i = 0; i < 11; ++i) {
            targets[i] = i < 6 ? address(sale) : i < 10 ? address(edgeDevice) : address(registry);
        }
        attacks[0] = abi.encodeCall(sale.buy, (1, 1, PRICE));
        attacks[1] = abi.encodeCall(sale.buyWithPermit, (1, 1, PRICE, 0, 0, 0, 0));
        attacks[2] = abi.encodeCall(sale.refund, (ordered));
        attacks[3] = abi.encodeCall(sale.refund, (nodeToken));
        attacks[4] = abi.encodeCall(sale.cancel, (ordered));
        attacks[5] = abi.encodeCall(sale.withdrawProceeds, ());
        attacks[6] = abi.encodeCall(edgeDevice.transferFrom, (wallet, bob, nodeToken));
        attacks[7] = abi.encodeCall(edgeDevice.transferFrom, (wallet, alice, ordered));
        attacks[8] = abi.encodeCall(edgeDevice.burn, (ordered));
        Activation memory a = _activation(wallet, nodeToken, "next node");
        attacks[9] = abi.encodeCall(
            edgeDevice.activate,
            (
                nodeToken,
                a.node,
                SALT,
                _details(a.deadline),
                _sign(_key("device"), _digest(a)),
                _nodeSignature("next node", a)
            )
        );
        attacks[10] = abi.encodeCall(registry.retire, (_account("node")));
    }

    /// A sale over the hostile token, all of whose functions anybody may call; devices 1 to 4 of alice's, 4 shipped.
    function _deployVictim() private {
        hostile = new HostileToken();
        victim = _deploySale(IN3Token(address(hostile)));
        bytes4[] memory open = new bytes4[](5);
        (open[0], open[1], open[2]) = (victim.ship.selector, victim.shipMany.selector, victim.cancel.selector);
        (open[3], open[4]) = (victim.createBatch.selector, victim.correctShipment.selector);
        vm.prank(admin);
        manager.setTargetFunctionRole(address(victim), open, type(uint64).max);
        victim.createBatch(PRICE, 10, 10, 0, type(uint64).max);
        vm.prank(alice);
        victim.buy(1, 4, PRICE);
        victim.ship(4, "commitment");
    }

    function _entries() private view returns (bytes[] memory list) {
        list = new bytes[](9);
        list[0] = abi.encodeCall(victim.buy, (1, 1, PRICE));
        list[1] = abi.encodeCall(victim.buyWithPermit, (1, 1, PRICE, 0, 0, 0, 0));
        list[2] = abi.encodeCall(victim.onTransferReceived, (alice, alice, PRICE, abi.encode(1, 1, PRICE)));
        list[3] = abi.encodeCall(victim.refund, (2));
        list[4] = abi.encodeCall(victim.cancel, (2));
        list[5] = abi.encodeCall(victim.ship, (2, "commitment"));
        list[6] = abi.encodeCall(victim.shipMany, (new uint256[](1), new bytes32[](1)));
        list[7] = abi.encodeCall(victim.correctShipment, (4, "other"));
        list[8] = abi.encodeCall(victim.withdrawProceeds, ());
    }

    /// Each function that moves tokens.
    function _callOuter(uint256 index) private {
        if (index == 2) {
            hostile.deliver(
                address(victim),
                abi.encodeCall(victim.onTransferReceived, (alice, alice, PRICE + 1, abi.encode(1, 1, PRICE)))
            );
            return;
        }
        vm.startPrank(alice);
        if (index == 0) victim.buy(1, 1, PRICE);
        if (index == 1) victim.buyWithPermit(1, 1, PRICE, 0, 0, 0, 0);
        if (index == 3) victim.refund(1);
        if (index == 4) victim.cancel(1);
        if (index == 5) victim.withdrawProceeds();
        vm.stopPrank();
    }
}
