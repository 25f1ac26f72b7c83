// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {IRewards} from "../../src/interfaces/IRewards.sol";
import {N3Token} from "../../src/N3Token.sol";
import {HostileToken} from "../support/HostileToken.sol";
import {LeaseTest} from "../support/LeaseTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

/// @title A token, and accounts asked for signatures, that call back into LeaseMarket.
contract LeaseReentrancyTest is LeaseTest {
    uint256 private constant OUTER = 11;

    function test_attack_hostileTokenReentersEveryPairOfFunctions() public {
        HostileToken hostile = _hostileMarket();
        bytes[] memory inner = _entries();
        for (uint256 outer = 0; outer < OUTER; ++outer) {
            for (uint256 i = 0; i < inner.length; ++i) {
                uint256 snapshot = vm.snapshotState();
                hostile.arm(address(market), inner[i]);
                _callOuter(hostile, outer);
                vm.assertTrue(hostile.entered(), "the attack was tried");
                vm.assertTrue(!hostile.succeeded(), "and refused");
                bytes4 guard = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
                vm.assertEq(bytes32(hostile.refusal()), bytes32(guard), "by the guard");
                vm.revertToState(snapshot);
            }
        }
    }

    /// isValidSignature is asked in a static call: what it tries to change, it cannot, and its answer is then no.
    function test_attack_signersReenterEveryFunctionWhileTheyAreAsked() public {
        bytes[] memory inner = _entries();
        Wallet1271 asOperator = new Wallet1271(operator);
        _stakeAs(address(asOperator), address(asOperator), MIN_SELF_STAKE + 1e18);
        ILeaseMarketTypes.Offer memory offer = _offer();
        offer.operator = address(asOperator);
        ILeaseMarketTypes.OpenOrder memory order = _order(offer, 1, 100);
        order.voucherSigner = address(new Wallet1271(session));
        uint256 lease = _openAs(renter, order);
        bytes memory voucher = _voucher(lease, 40);
        for (uint256 i = 0; i < inner.length; ++i) {
            asOperator.arm(address(market), inner[i]);
            vm.prank(renter);
            vm.expectPartialRevert(ILeaseMarket.InvalidOfferSignature.selector);
            market.open(order);
            Wallet1271(order.voucherSigner).arm(address(market), inner[i]);
            vm.expectPartialRevert(ILeaseMarket.InvalidVoucher.selector);
            market.redeem(lease, 40, voucher);
        }
        // Reading is all they can do.
        asOperator.arm(address(market), abi.encodeCall(market.leaseState, (lease)));
        _openAs(renter, order);
    }

    function test_attack_attestorsReenterEveryFunctionWhileTheyAreAsked() public {
        uint256 lease = _open();
        Wallet1271 attestor = new Wallet1271(operator);
        address[] memory attestors = new address[](1);
        attestors[0] = address(attestor);
        vm.prank(admin);
        rewards.setAttestors(attestors, 1);
        bytes[] memory signatures = new bytes[](1);
        bytes32 structHash = keccak256(abi.encode(market.USAGE_TYPEHASH(), lease, 40));
        signatures[0] = _sign(_key("operator"), _typed(structHash));
        bytes[] memory inner = _entries();
        for (uint256 i = 0; i < inner.length; ++i) {
            attestor.arm(address(market), inner[i]);
            vm.expectPartialRevert(IRewards.InvalidSignature.selector);
            market.lodgeUsage(lease, 40, attestors, signatures);
        }
        attestor.arm(address(0), "");
        market.lodgeUsage(lease, 40, attestors, signatures);
    }

    /// A market over the hostile token with a lease for each way out: 1 open, 2 for its operator to close, 3 with
    /// its thaw over, 4 before the court, 5 with a claim nobody contested.
    function _hostileMarket() private returns (HostileToken hostile) {
        hostile = new HostileToken();
        market = _deployMarket(N3Token(address(hostile)));
        vm.startPrank(admin);
        _allow(address(market), market.ruleUsage.selector, type(uint64).max);
        vm.stopPrank();
        ILeaseMarketTypes.Offer memory offer = _offer();
        (offer.slots, offer.validUntil) = (9, type(uint64).max);
        for (uint256 i = 0; i < 5; ++i) {
            _openAs(renter, _order(offer, 1, 100));
        }
        _closeAs(renter, 3);
        _lodge(5, 40);
        _skip(CONTEST);
        _lodge(4, 40);
        _contest(4);
    }

    function _entries() private view returns (bytes[] memory list) {
        ILeaseMarketTypes.OpenOrder[] memory orders = _list(_order());
        ILeaseMarketTypes.Voucher[] memory vouchers = new ILeaseMarketTypes.Voucher[](1);
        vouchers[0] = ILeaseMarketTypes.Voucher(1, 50, _voucher(1, 50));
        (address[] memory signers, bytes[] memory signatures) = _attest(1, 60, QUORUM);
        list = new bytes[](13);
        list[0] = abi.encodeCall(market.open, (orders[0]));
        list[1] = abi.encodeCall(market.openMany, (orders));
        list[2] = abi.encodeCall(market.openWithPermit, (orders, 0, 0, 0, 0, 0));
        list[3] = abi.encodeCall(market.openWithAuthorization, (renter, orders, 0, 0, 0, _nonce(orders), ""));
        list[4] = abi.encodeCall(
            market.onTransferReceived, (renter, renter, type(uint128).max, abi.encode(orders))
        );
        list[5] = abi.encodeCall(market.redeem, (1, 50, vouchers[0].signature));
        list[6] = abi.encodeCall(market.redeemMany, (vouchers));
        list[7] = abi.encodeCall(market.close, (1));
        list[8] = abi.encodeCall(market.finalize, (3));
        list[9] = abi.encodeCall(market.lodgeUsage, (1, 60, signers, signatures));
        list[10] = abi.encodeCall(market.contestUsage, (5));
        list[11] = abi.encodeCall(market.ruleUsage, (4, 30));
        list[12] = abi.encodeCall(market.settleUsage, (5));
    }

    function _callOuter(HostileToken hostile, uint256 index) private {
        ILeaseMarketTypes.Offer memory offer = _offer();
        ILeaseMarketTypes.OpenOrder[] memory orders = _list(_order(offer, 1, 100));
        ILeaseMarketTypes.Voucher[] memory vouchers = new ILeaseMarketTypes.Voucher[](1);
        vouchers[0] = ILeaseMarketTypes.Voucher(1, 20, _voucher(1, 20));
        vm.startPrank(index == 7 ? operator : renter);
        if (index == 0) market.open(orders[0]);
        if (index == 1) market.openMany(orders);
        if (index == 2) market.openWithPermit(orders, 0, 0, 0, 0, 0);
        if (index == 3) {
            market.openWithAuthorization(renter, orders, type(uint128).max, 0, 0, _nonce(orders), "");
        }
        if (index == 4) {
            bytes memory data = abi.encode(orders);
            hostile.deliver(
                address(market),
                abi.encodeCall(market.onTransferReceived, (renter, renter, type(uint128).max, data))
            );
        }
        if (index == 5) market.redeem(1, 20, vouchers[0].signature);
        if (index == 6) market.redeemMany(vouchers);
        if (index == 7) market.close(2);
        if (index == 8) market.finalize(3);
        if (index == 9) market.ruleUsage(4, 30);
        if (index == 10) market.settleUsage(5);
        vm.stopPrank();
    }

    function _nonce(ILeaseMarketTypes.OpenOrder[] memory orders) private pure returns (bytes32) {
        return bytes32((uint256(keccak256(abi.encode(orders))) >> 64) << 64);
    }
}
