// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {DeviceTest} from "../support/DeviceTest.sol";
import {DeviceHandler} from "./DeviceHandler.sol";

contract DeviceInvariantTest is DeviceTest {
    DeviceHandler private handler;
    // A copy, because asking the handler costs a call each time, and this runs after every one.
    address[5] private wallets;

    function setUp() public override {
        super.setUp();
        vm.prank(merchant);
        sale.createBatch(PRICE / 2, 6, 2, uint64(_now()), uint64(_now() + 60 days));
        handler = new DeviceHandler(
            sale, token, DeviceHandler.Roles(merchant, fulfiller, guardian, admin, treasury)
        );
        for (uint256 i = 0; i < 5; ++i) {
            wallets[i] = handler.wallets(i);
        }
        bytes4[] memory selectors = new bytes4[](14);
        selectors[0] = handler.buy.selector;
        selectors[1] = handler.buyByTransfer.selector;
        selectors[2] = handler.refund.selector;
        selectors[3] = handler.ship.selector;
        selectors[4] = handler.correctShipment.selector;
        selectors[5] = handler.activate.selector;
        selectors[6] = handler.activateAgain.selector;
        selectors[7] = handler.sellOn.selector;
        selectors[8] = handler.retireNode.selector;
        selectors[9] = handler.updateBatch.selector;
        selectors[10] = handler.withdrawProceeds.selector;
        selectors[11] = handler.donate.selector;
        selectors[12] = handler.pauseOrResume.selector;
        selectors[13] = handler.pass.selector;
        _target(address(handler), selectors);
    }

    /// The money, the stock and the nodes, after every single call.
    function invariant_moneyAndStockAndNodesAreWhereTheyBelong() public view {
        _checkMoney();
        uint256 refunded = _checkDevices();
        _checkStock(refunded);
    }

    /// Whatever happened, also while paused: who has a device that was not shipped gets the money back, and nothing
    /// stays behind but what was given away.
    function afterInvariant() public {
        handler.pauseOrResume();
        for (uint256 id = 1; id <= edgeDevice.deviceCount(); ++id) {
            if (edgeDevice.statusOf(id) == IEdgeDevice.DeviceStatus.Ordered) handler.refundTo(id, false);
        }
        vm.assertEq(sale.held(), 0, "nothing held");
        handler.withdrawProceeds(address(this));
        vm.assertEq(token.balanceOf(address(sale)), handler.donated(), "an empty house holds nothing");
        _checkStock(_checkDevices());
        _checkCaps();
    }

    function _checkMoney() private view {
        uint256 owed = sale.held() + sale.proceeds();
        vm.assertEq(
            token.balanceOf(address(sale)), owed + handler.donated(), "holds what it owes, to the wei"
        );
        vm.assertEq(handler.paidIn() - handler.paidOut(), owed, "money in = money out + money owed");
    }

    /// @return refunded devices that are no more.
    function _checkDevices() private view returns (uint256 refunded) {
        uint256 ordered = 0;
        uint256[5] memory nodes;
        uint256 count = edgeDevice.deviceCount();
        for (uint256 id = 1; id <= count; ++id) {
            IEdgeDevice.DeviceStatus status = edgeDevice.statusOf(id);
            if (status == IEdgeDevice.DeviceStatus.Refunded) ++refunded;
            if (status == IEdgeDevice.DeviceStatus.Ordered) ordered += handler.paidFor(id);
            if (status == IEdgeDevice.DeviceStatus.Activated) _checkNode(id, nodes);
        }
        vm.assertEq(sale.held(), ordered, "held = the price of what is ordered");
        for (uint256 i = 0; i < 5; ++i) {
            vm.assertEq(registry.nodeCountOf(wallets[i]), nodes[i], "nodes in service are counted");
        }
    }

    function _checkNode(uint256 tokenId, uint256[5] memory nodes) private view {
        address node = edgeDevice.deviceOf(tokenId).node;
        vm.assertEq(edgeDevice.tokenOfNode(node), tokenId, "the node's token");
        INodeRegistry.Node memory record = registry.nodeOf(node);
        if (record.retiredAt != 0) return;
        address owner = edgeDevice.ownerOf(tokenId);
        vm.assertEq(record.operator, owner, "the operator is the token's owner");
        for (uint256 i = 0; i < 5; ++i) {
            if (wallets[i] == owner) ++nodes[i];
        }
    }

    function _checkStock(uint256 refunded) private view {
        uint256 sold = 0;
        for (uint32 batchId = 1; batchId <= 2; ++batchId) {
            IDeviceSale.Batch memory batch = sale.batchState(batchId).batch;
            vm.assertLe(batch.sold, batch.supply, "never oversold");
            sold += batch.sold;
        }
        vm.assertEq(edgeDevice.deviceCount() - refunded, sold, "minted - refunded = sold");
    }

    function _checkCaps() private view {
        for (uint32 batchId = 1; batchId <= 2; ++batchId) {
            uint256 bought = 0;
            for (uint256 i = 0; i < 5; ++i) {
                bought += sale.boughtBy(batchId, wallets[i]);
            }
            vm.assertEq(bought, sale.batchState(batchId).batch.sold, "each sale counts for some wallet");
        }
    }
}
