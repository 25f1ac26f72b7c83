// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {DeviceSale} from "../../src/DeviceSale.sol";
import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {IN3Token} from "../../src/interfaces/IN3Token.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

contract DeviceSaleBatchTest is DeviceTest {
    struct Terms {
        uint256 unitPrice;
        uint32 supply;
        uint32 cap;
        uint64 opensAt;
        uint64 closesAt;
    }

    function testFuzz_CreateBatch_RevertWithInvalidParameter(uint256 seed) public {
        vm.startPrank(merchant);
        for (uint256 i = 0; i < 5; ++i) {
            (Terms memory t, bytes memory refused) = _senseless(i, seed);
            vm.expectRevert(refused);
            sale.createBatch(t.unitPrice, t.supply, t.cap, t.opensAt, t.closesAt);
        }
        vm.assertEq(sale.batchCount(), 1, "none made");
    }

    function testFuzz_CreateBatch_OpenTheBatchForSale(Terms memory t) public {
        t = _sensible(t);
        vm.expectEmit(true, true, true, true, address(sale));
        emit IDeviceSale.BatchSet(2, t.unitPrice, t.supply, t.cap, t.opensAt, t.closesAt, 0);
        vm.prank(merchant);
        uint32 id = sale.createBatch(t.unitPrice, t.supply, t.cap, t.opensAt, t.closesAt);
        vm.assertEq(id, 2, "id");
        vm.assertEq(sale.batchCount(), 2, "count");
        _expectTerms(2, t, 0);
    }

    function test_CreateBatch_KeepBatchesApart() public {
        vm.prank(merchant);
        sale.createBatch(PRICE / 2, 3, 2, 0, uint64(_now() + 10));
        _buyAs(alice, CAP);
        vm.startPrank(alice);
        sale.buy(2, 2, PRICE / 2);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.CapExceeded.selector, uint32(2), 1, 0));
        sale.buy(2, 1, PRICE / 2);
        vm.assertEq(_stateOf(1).available, SUPPLY - CAP, "first");
        vm.assertEq(_stateOf(2).available, 1, "second");
        vm.assertEq(sale.boughtBy(1, alice), CAP, "first's cap");
        vm.assertEq(sale.boughtBy(2, alice), 2, "second's cap");
        vm.assertEq(sale.held(), PRICE * CAP + PRICE, "one till");
    }

    function testFuzz_UpdateBatch_RevertWithUnknownBatch(uint32 batchId) public {
        if (batchId == 1) batchId = 2;
        vm.prank(merchant);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownBatch.selector, batchId));
        sale.updateBatch(batchId, PRICE, 1, 1, 0, 1);
    }

    function testFuzz_UpdateBatch_RevertWithSupplyBelowSold(uint32 supply) public {
        supply = uint32(_bound(supply, 0, CAP - 1));
        _buyAs(alice, CAP);
        vm.prank(merchant);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.SupplyBelowSold.selector, supply, CAP));
        sale.updateBatch(1, PRICE, supply, CAP, 0, type(uint64).max);
    }

    function testFuzz_UpdateBatch_RevertWithInvalidParameter(uint256 seed) public {
        vm.startPrank(merchant);
        for (uint256 i = 0; i < 5; ++i) {
            (Terms memory t, bytes memory refused) = _senseless(i, seed);
            vm.expectRevert(refused);
            sale.updateBatch(1, t.unitPrice, t.supply, t.cap, t.opensAt, t.closesAt);
        }
    }

    function testFuzz_UpdateBatch_ReplaceThemAndKeepWhatIsSold(Terms memory t, uint32 sold) public {
        t = _sensible(t);
        sold = uint32(_bound(sold, 1, CAP));
        if (t.supply < sold) t.supply = sold;
        _buyAs(alice, sold);
        vm.expectEmit(true, true, true, true, address(sale));
        emit IDeviceSale.BatchSet(1, t.unitPrice, t.supply, t.cap, t.opensAt, t.closesAt, sold);
        vm.prank(merchant);
        sale.updateBatch(1, t.unitPrice, t.supply, t.cap, t.opensAt, t.closesAt);
        _expectTerms(1, t, sold);
        vm.assertEq(sale.batchCount(), 1, "no new one");
        vm.assertEq(sale.orderOf(1).unitPrice, PRICE, "what was bought keeps its price");
    }

    function test_UpdateBatch_LetALoweredCapStopOnlyWhatIsNew() public {
        uint256 tokenId = _buyAs(alice, CAP);
        vm.prank(merchant);
        sale.updateBatch(1, PRICE, SUPPLY, CAP - 1, 0, type(uint64).max);
        vm.assertEq(sale.remainingFor(1, alice), 0, "none");
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.CapExceeded.selector, uint32(1), 1, 0));
        sale.buy(1, 1, PRICE);
        sale.refund(tokenId);
        vm.assertEq(sale.remainingFor(1, alice), 0, "still none");
        sale.refund(tokenId + 1);
        vm.assertEq(sale.remainingFor(1, alice), 1, "one under the cap");
    }

    function test_Pause_StopSalesAndNothingElse() public {
        uint256 tokenId = _buyAs(alice, 3);
        vm.prank(guardian);
        sale.pause();
        vm.prank(bob);
        vm.expectRevert(_notOpen(IDeviceSale.BatchStatus.Paused));
        sale.buy(1, 1, PRICE);
        vm.prank(alice);
        sale.refund(tokenId);
        vm.prank(fulfiller);
        sale.cancel(tokenId + 1);
        _shipAs(tokenId + 2, "device");
        _activateAs(alice, tokenId + 2, "device", "node");
        sale.withdrawProceeds();
    }

    function test_Unpause_OpenSalesAgain() public {
        vm.prank(guardian);
        sale.pause();
        vm.prank(admin);
        sale.unpause();
        _buyAs(alice, 1);
    }

    function test_BatchState_FollowTheBatchThroughItsLife() public {
        vm.prank(merchant);
        sale.createBatch(PRICE, CAP, CAP, uint64(_now() + 10), uint64(_now() + 20));
        _expectBatch(2, IDeviceSale.BatchStatus.Upcoming, CAP);
        _skip(10);
        _expectBatch(2, IDeviceSale.BatchStatus.Open, CAP);
        vm.startPrank(alice);
        uint256 tokenId = sale.orderOf(sale.buy(2, CAP, PRICE)).firstTokenId;
        _expectBatch(2, IDeviceSale.BatchStatus.SoldOut, 0);
        sale.refund(tokenId);
        _expectBatch(2, IDeviceSale.BatchStatus.Open, 1);
        _skip(10);
        _expectBatch(2, IDeviceSale.BatchStatus.Closed, 1);
        _expectBatch(3, IDeviceSale.BatchStatus.None, 0);
    }

    function test_BatchState_SayOverAndNotBegunAndSoldOutBeforePaused() public {
        vm.startPrank(merchant);
        sale.createBatch(PRICE, 1, 1, uint64(_now() + 10), uint64(_now() + 20));
        sale.createBatch(PRICE, 1, 1, 0, uint64(_now()));
        sale.createBatch(PRICE, 1, 1, 0, uint64(_now() + 20));
        vm.stopPrank();
        vm.prank(alice);
        sale.buy(4, 1, PRICE);
        vm.prank(guardian);
        sale.pause();
        _expectBatch(1, IDeviceSale.BatchStatus.Paused, SUPPLY);
        _expectBatch(2, IDeviceSale.BatchStatus.Upcoming, 1);
        _expectBatch(3, IDeviceSale.BatchStatus.Closed, 1);
        _expectBatch(4, IDeviceSale.BatchStatus.SoldOut, 0);
        _expectBatch(5, IDeviceSale.BatchStatus.None, 0);
    }

    function testFuzz_RemainingFor_BeTheLesserOfCapAndStockWhateverTheStatus(uint32 supply, uint32 bought)
        public
    {
        bought = uint32(_bound(bought, 1, CAP));
        supply = uint32(_bound(supply, bought, SUPPLY));
        _buyAs(alice, bought);
        vm.prank(merchant);
        sale.updateBatch(1, PRICE, supply, CAP, 0, 1);
        uint256 stock = supply - bought;
        vm.assertEq(sale.remainingFor(1, alice), stock < CAP - bought ? stock : CAP - bought, "alice");
        vm.assertEq(sale.remainingFor(1, bob), stock < CAP ? stock : CAP, "bob");
        vm.assertEq(sale.remainingFor(9, bob), 0, "no batch");
    }

    function testFuzz_OrderOf_BeZero(uint256 orderId) public view {
        vm.assertEq(keccak256(abi.encode(sale.orderOf(orderId))), keccak256(new bytes(192)), "zero");
    }

    function test_Constructor_RevertWithInvalidParameter() public {
        vm.expectRevert(_invalid("treasury", 0));
        new DeviceSale(address(manager), IN3Token(address(token)), edgeDevice, address(0));
    }

    function test_Constructor_KeepWhatItIsGiven() public view {
        vm.assertEq(sale.authority(), address(manager), "authority");
        vm.assertEq(address(sale.token()), address(token), "token");
        vm.assertEq(address(sale.device()), address(edgeDevice), "device");
        vm.assertEq(sale.treasury(), treasury, "treasury");
    }

    function testFuzz_DeviceSale_RefuseEveryRestrictedFunction(address stranger) public {
        vm.assume(stranger != fulfiller && stranger != merchant && stranger != guardian && stranger != admin);
        bytes[] memory calls = _restricted();
        for (uint256 i = 0; i < calls.length; ++i) {
            _expectUnauthorised(stranger, calls[i]);
        }
    }

    function test_DeviceSale_RefuseTheFunctionsOfTheOtherRoles() public {
        bytes[] memory calls = _restricted();
        address[4] memory holders = [fulfiller, merchant, guardian, admin];
        for (uint256 i = 0; i < calls.length; ++i) {
            for (uint256 j = 0; j < 4; ++j) {
                // Four functions are the fulfiller's, two the merchant's, then one each.
                bool own = j == (i < 4 ? 0 : i < 6 ? 1 : i - 4);
                if (!own) _expectUnauthorised(holders[j], calls[i]);
            }
        }
    }

    function _restricted() private view returns (bytes[] memory calls) {
        calls = new bytes[](8);
        calls[0] = abi.encodeCall(sale.cancel, (1));
        calls[1] = abi.encodeCall(sale.ship, (1, "commitment"));
        calls[2] = abi.encodeCall(sale.shipMany, (new uint256[](0), new bytes32[](0)));
        calls[3] = abi.encodeCall(sale.correctShipment, (1, "commitment"));
        calls[4] = abi.encodeCall(sale.createBatch, (PRICE, 1, 1, 0, 1));
        calls[5] = abi.encodeCall(sale.updateBatch, (1, PRICE, 1, 1, 0, 1));
        calls[6] = abi.encodeCall(sale.pause, ());
        calls[7] = abi.encodeCall(sale.unpause, ());
    }

    function _expectUnauthorised(address caller, bytes memory call) private {
        vm.prank(caller);
        (bool ok, bytes memory reason) = address(sale).call(call);
        vm.assertTrue(!ok, "refused");
        bytes memory expected =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller);
        vm.assertEq(keccak256(reason), keccak256(expected), "by the AccessManager");
    }

    function _sensible(Terms memory t) private pure returns (Terms memory) {
        t.unitPrice = _bound(t.unitPrice, 1, type(uint128).max);
        t.supply = uint32(_bound(t.supply, 1, type(uint32).max));
        t.cap = uint32(_bound(t.cap, 1, type(uint32).max));
        t.opensAt = uint64(_bound(t.opensAt, 0, type(uint64).max - 1));
        t.closesAt = uint64(_bound(t.closesAt, uint256(t.opensAt) + 1, type(uint64).max));
        return t;
    }

    /// @dev One wrong term at a time; the seed moves it about.
    function _senseless(uint256 which, uint256 seed)
        private
        pure
        returns (Terms memory t, bytes memory refused)
    {
        t = Terms(PRICE, 5, 5, 100, 200);
        if (which == 0) {
            t.unitPrice = 0;
            refused = _invalid("unitPrice", 0);
        } else if (which == 1) {
            t.unitPrice = _bound(seed, uint256(type(uint128).max) + 1, type(uint256).max);
            refused = _invalid("unitPrice", t.unitPrice);
        } else if (which == 2) {
            t.supply = 0;
            refused = _invalid("supply", 0);
        } else if (which == 3) {
            t.cap = 0;
            refused = _invalid("capPerWallet", 0);
        } else {
            t.closesAt = uint64(_bound(seed, 0, t.opensAt));
            refused = _invalid("closesAt", t.closesAt);
        }
    }

    function _invalid(bytes32 name, uint256 value) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IDeviceSale.InvalidParameter.selector, name, value);
    }

    function _expectTerms(uint32 batchId, Terms memory t, uint32 sold) private view {
        IDeviceSale.Batch memory b = _stateOf(batchId).batch;
        vm.assertEq(b.unitPrice, t.unitPrice, "price");
        vm.assertEq(b.supply, t.supply, "supply");
        vm.assertEq(b.capPerWallet, t.cap, "cap");
        vm.assertEq(b.opensAt, t.opensAt, "opens");
        vm.assertEq(b.closesAt, t.closesAt, "closes");
        vm.assertEq(b.sold, sold, "sold");
    }

    function _expectBatch(uint32 batchId, IDeviceSale.BatchStatus status, uint32 available) private view {
        vm.assertEq(uint256(_stateOf(batchId).status), uint256(status), "batch status");
        vm.assertEq(_stateOf(batchId).available, available, "available");
    }
}
