// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {GasTest} from "../support/GasTest.sol";
import {LeaseTest} from "../support/LeaseTest.sol";

/// @title A market with a lease open, so that the market, its operator and its renter hold N3 as they usually do.
contract LeaseMarketGasTest is LeaseTest, GasTest {
    string private constant OFFER =
        "(address,uint8,bytes32,uint96,uint32,uint64,uint64,uint32,uint64,uint256)";
    string private constant REDEEM = "redeem(uint256,uint64,bytes)";
    uint256 private lease;

    function setUp() public override {
        super.setUp();
        vm.prank(treasury);
        token.transfer(operator, 1);
        lease = _open();
        _measureOf("LeaseMarket", address(market));
    }

    /// Issue 3: at most 200k, also for the first lease of an offer. A permit and an authorisation cost what the
    /// token writes for them on top: a nonce of their own, and an allowance.
    function test_gasOfOpening() public {
        bytes memory arguments = abi.encode(_another(2));
        vm.prank(renter);
        uint256 gas = _measure(string.concat("open(", _orderType(), ")"), "", arguments);
        vm.assertLe(gas, 200_000, "open");
        vm.prank(renter);
        _measure(string.concat("open(", _orderType(), ")"), " again", arguments);

        ILeaseMarketTypes.OpenOrder[] memory orders = new ILeaseMarketTypes.OpenOrder[](3);
        (orders[0], orders[1], orders[2]) = (_another(3), _another(4), _another(5));
        vm.prank(renter);
        _measure(string.concat("openMany(", _orderType(), "[])"), " of three", abi.encode(orders));
        arguments = abi.encode(renter, renter, 2 * 100 * uint256(PRICE), abi.encode(_list(_another(6))));
        vm.prank(treasury);
        token.transfer(address(market), 2 * 100 * uint256(PRICE));
        vm.prank(address(token));
        gas = _measure("onTransferReceived(address,address,uint256,bytes)", " with an excess", arguments);
        vm.assertLe(gas, 200_000, "onTransferReceived");
    }

    function test_gasOfSignedPayments() public {
        vm.prank(renter);
        token.approve(address(market), 0);
        ILeaseMarketTypes.OpenOrder[] memory orders = _list(_another(2));
        uint256 value = 100 * uint256(PRICE);
        (uint8 v, bytes32 r, bytes32 s) = _permit("renter", address(market), value);
        vm.prank(renter);
        _measure(
            string.concat("openWithPermit(", _orderType(), "[],uint256,uint256,uint8,bytes32,bytes32)"),
            abi.encode(orders, value, type(uint256).max, v, r, s)
        );
        orders = _list(_another(3));
        bytes32 nonce = bytes32((uint256(keccak256(abi.encode(orders))) >> 64) << 64);
        _measure(
            string.concat(
                "openWithAuthorization(address,", _orderType(), "[],uint256,uint256,uint256,bytes32,bytes)"
            ),
            abi.encode(
                renter, orders, value, 0, type(uint256).max, nonce, _authorization(renter, value, nonce)
            )
        );
    }

    /// Issue 3: at most 90k. The last unit closes the lease as well.
    function test_gasOfVouchers() public {
        uint256 second = _open();
        vm.assertLe(_measure(REDEEM, abi.encode(lease, 5, _voucher(lease, 5))), 90_000, "redeem");
        uint256 gas = _measure(REDEEM, " the last unit", abi.encode(lease, 100, _voucher(lease, 100)));
        vm.assertLe(gas, 90_000, "redeem of the last unit");
        uint256 third = _open();
        ILeaseMarketTypes.Voucher[] memory vouchers = new ILeaseMarketTypes.Voucher[](3);
        vouchers[0] = ILeaseMarketTypes.Voucher(lease, 100, ""); // closed: skipped
        vouchers[1] = ILeaseMarketTypes.Voucher(second, 5, _voucher(second, 5));
        vouchers[2] = ILeaseMarketTypes.Voucher(third, 5, _voucher(third, 5));
        _measure("redeemMany((uint256,uint64,bytes)[])", " two and a spent one", abi.encode(vouchers));
    }

    function test_gasOfClosing() public {
        uint256 second = _open();
        vm.prank(renter);
        _measure("close(uint256)", " by the renter", abi.encode(lease));
        vm.prank(operator);
        _measure("close(uint256)", " by the operator", abi.encode(second));
        _skip(LEASE_THAW);
        _measure("finalize(uint256)", abi.encode(lease));
    }

    function test_gasOfUsage() public {
        uint256 second = _open();
        (address[] memory signers, bytes[] memory signatures) = _attest(lease, 40, 2);
        _measure("lodgeUsage(uint256,uint64,address[],bytes[])", abi.encode(lease, 40, signers, signatures));
        vm.prank(renter);
        _measure("contestUsage(uint256)", abi.encode(lease));
        vm.prank(court);
        _measure("ruleUsage(uint256,uint64)", abi.encode(lease, 30));
        _lodge(second, 40);
        _skip(CONTEST);
        _measure("settleUsage(uint256)", abi.encode(second));
    }

    function test_gasOfOffersAndPowers() public {
        vm.prank(operator);
        _measure("cancelOffer(uint256)", abi.encode(7));
        vm.prank(operator);
        _measure("cancelOffersBelow(uint256)", abi.encode(7));
        vm.prank(guardian);
        _measure("pause()", "");
        vm.prank(admin);
        _measure("unpause()", "");
        vm.prank(address(manager));
        _measure("setAuthority(address)", abi.encode(address(manager)));
    }

    function test_gasOfViews() public {
        bytes32 offerId = market.leaseOf(lease).offerId;
        _measure("leaseOf(uint256)", abi.encode(lease));
        _measure("leaseState(uint256)", abi.encode(lease));
        _measure("claimOf(uint256)", abi.encode(lease));
        _measure(string.concat("hashOffer(", OFFER, ")"), abi.encode(_offer()));
        _measure(string.concat("offerState(", OFFER, ")"), abi.encode(_offer()));
        _measure("consumptionOf(bytes32)", abi.encode(offerId));
        _measure("isCancelled(address,uint256)", abi.encode(operator, 1));
        _measure("cancelledBelow(address)", abi.encode(operator));
        string[18] memory plain = [
            "DOMAIN_SEPARATOR()",
            "MAX_PERIOD()",
            "OFFER_TYPEHASH()",
            "USAGE_TYPEHASH()",
            "VOUCHER_TYPEHASH()",
            "contestWindow()",
            "eip712Domain()",
            "escrowTotal()",
            "feeBps()",
            "gracePeriod()",
            "leaseCount()",
            "paused()",
            "rewards()",
            "rulingPeriod()",
            "staking()",
            "thawPeriod()",
            "token()",
            "authority()"
        ];
        for (uint256 i = 0; i < plain.length; ++i) {
            _measure(plain[i], "");
        }
        _measure("isConsumingScheduledOp()", "");
    }

    /// @dev The first lease of an offer that nobody has used.
    function _another(uint256 nonce) private view returns (ILeaseMarketTypes.OpenOrder memory) {
        ILeaseMarketTypes.Offer memory offer = _offer();
        offer.nonce = nonce;
        return _order(offer, 1, 100);
    }

    function _orderType() private pure returns (string memory) {
        return string.concat("(", OFFER, ",bytes,uint32,uint64,uint96,address)");
    }

    function _authorization(address from, uint256 value, bytes32 nonce) private view returns (bytes memory) {
        bytes32 typeHash = keccak256(
            "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        bytes32 structHash =
            keccak256(abi.encode(typeHash, from, address(market), value, 0, type(uint256).max, nonce));
        return
            _sign(
                _key("renter"), keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash))
            );
    }
}
