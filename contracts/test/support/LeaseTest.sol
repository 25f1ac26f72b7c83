// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {IN3Token} from "../../src/interfaces/IN3Token.sol";
import {LeaseMarket} from "../../src/LeaseMarket.sol";
import {LeaseMarketState} from "../../src/LeaseMarketState.sol";
import {PermitTest} from "./PermitTest.sol";

/// @title A market with one staked operator and one funded renter, and what they sign.
abstract contract LeaseTest is PermitTest {
    uint48 internal LEASE_THAW;
    uint48 internal GRACE;
    uint48 internal CONTEST;
    uint48 internal RULING;
    uint16 internal FEE_BPS;
    uint96 internal constant PRICE = 3e15 + 7; // so that fees do not divide evenly

    LeaseMarket internal market;
    address internal operator;
    address internal renter;
    address internal session;

    function setUp() public virtual override {
        super.setUp();
        LEASE_THAW = uint48(_parameter("leaseMarket.thawPeriodSeconds"));
        GRACE = uint48(_parameter("leaseMarket.gracePeriodSeconds"));
        CONTEST = uint48(_parameter("leaseMarket.contestWindowSeconds"));
        RULING = uint48(_parameter("leaseMarket.rulingPeriodSeconds"));
        FEE_BPS = uint16(_parameter("leaseMarket.feeBps"));
        operator = _account("operator");
        renter = _account("renter");
        session = _account("session");
        market = _deployMarket(token);
        _stakeAs(operator, operator, MIN_SELF_STAKE + 1e18);
        _fundRenter(renter, 1_000_000e18);
    }

    /// @dev With the roles of script/access-roles.ts.
    function _deployMarket(IN3Token token_) internal returns (LeaseMarket deployed) {
        deployed = new LeaseMarket(address(manager), token_, staking, rewards, _marketParameters());
        vm.startPrank(admin);
        _allow(address(deployed), deployed.ruleUsage.selector, COURT_ROLE);
        _allow(address(deployed), deployed.pause.selector, GUARDIAN_ROLE);
        vm.stopPrank();
    }

    function _marketParameters() internal view returns (LeaseMarketState.Parameters memory) {
        return LeaseMarketState.Parameters(LEASE_THAW, GRACE, CONTEST, RULING, FEE_BPS);
    }

    function _fundRenter(address account, uint256 amount) internal {
        vm.prank(treasury);
        token.transfer(account, amount);
        vm.prank(account);
        token.approve(address(market), type(uint256).max);
    }

    /// @dev Compute at PRICE: 4 slots, 10 units at least per slot, 1,000 in all, an hour each, a day to open.
    function _offer() internal view returns (ILeaseMarketTypes.Offer memory) {
        return ILeaseMarketTypes.Offer({
            operator: operator,
            kind: ILeaseMarketTypes.OfferKind.Compute,
            specHash: "spec",
            pricePerUnit: PRICE,
            slots: 4,
            minUnits: 10,
            maxUnits: 1_000,
            maxDuration: 1 hours,
            validUntil: uint64(vm.getBlockTimestamp() + 1 days),
            nonce: 1
        });
    }

    function _order(ILeaseMarketTypes.Offer memory offer, uint32 slots, uint64 units)
        internal
        view
        returns (ILeaseMarketTypes.OpenOrder memory)
    {
        return ILeaseMarketTypes.OpenOrder({
            offer: offer,
            signature: _sign(_key("operator"), market.hashOffer(offer)),
            slots: slots,
            units: units,
            maxPricePerUnit: offer.pricePerUnit,
            voucherSigner: session
        });
    }

    /// @dev One slot and 100 units of _offer().
    function _order() internal view returns (ILeaseMarketTypes.OpenOrder memory) {
        return _order(_offer(), 1, 100);
    }

    function _list(ILeaseMarketTypes.OpenOrder memory order)
        internal
        pure
        returns (ILeaseMarketTypes.OpenOrder[] memory orders)
    {
        orders = new ILeaseMarketTypes.OpenOrder[](1);
        orders[0] = order;
    }

    /// @dev Two leases of _offer(): 100 units on one slot, 60 on two.
    function _basket() internal view returns (ILeaseMarketTypes.OpenOrder[] memory orders) {
        orders = new ILeaseMarketTypes.OpenOrder[](2);
        orders[0] = _order(_offer(), 1, 100);
        orders[1] = _order(_offer(), 2, 60);
    }

    function _openAs(address who, ILeaseMarketTypes.OpenOrder memory order) internal returns (uint256) {
        vm.prank(who);
        return market.open(order);
    }

    /// @dev A lease of one slot and 100 units.
    function _open() internal returns (uint256) {
        return _openAs(renter, _order());
    }

    function _voucherDigest(uint256 leaseId, uint64 units) internal view returns (bytes32) {
        return _typed(keccak256(abi.encode(market.VOUCHER_TYPEHASH(), leaseId, units)));
    }

    function _voucher(uint256 leaseId, uint64 units) internal view returns (bytes memory) {
        return _sign(_key("session"), _voucherDigest(leaseId, units));
    }

    function _redeem(uint256 leaseId, uint64 units) internal returns (uint256) {
        return market.redeem(leaseId, units, _voucher(leaseId, units));
    }

    function _closeAs(address who, uint256 leaseId) internal {
        vm.prank(who);
        market.close(leaseId);
    }

    /// @dev Signed by the first attestors that make a quorum.
    function _lodge(uint256 leaseId, uint64 units) internal {
        (address[] memory signers, bytes[] memory signatures) = _attest(leaseId, units, QUORUM);
        market.lodgeUsage(leaseId, units, signers, signatures);
    }

    function _attest(uint256 leaseId, uint64 units, uint256 count)
        internal
        view
        returns (address[] memory signers, bytes[] memory signatures)
    {
        bytes32 digest = _typed(keccak256(abi.encode(market.USAGE_TYPEHASH(), leaseId, units)));
        signers = new address[](count);
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            signers[i] = attestorAddresses[i];
            signatures[i] = _sign(attestorKeys[i], digest);
        }
    }

    function _contest(uint256 leaseId) internal {
        vm.prank(renter);
        market.contestUsage(leaseId);
    }

    function _rule(uint256 leaseId, uint64 units) internal {
        vm.prank(court);
        market.ruleUsage(leaseId, units);
    }

    function _typed(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", market.DOMAIN_SEPARATOR(), structHash));
    }

    function _flip(bytes memory signature, uint256 bit) internal pure returns (bytes memory flipped) {
        flipped = bytes.concat(signature);
        flipped[bit / 8] = bytes1(uint8(flipped[bit / 8]) ^ uint8(1 << (bit % 8)));
    }

    /// @dev The other signature that satisfies the same equation, which EIP-2 refuses.
    function _highS(string memory signer, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_key(signer), digest);
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        return abi.encodePacked(r, order - uint256(s), v == 27 ? 28 : 27);
    }

    function _fee(uint256 amount) internal view returns (uint256) {
        return (amount * FEE_BPS) / 10_000;
    }

    /// @dev The operator's part of this many units at PRICE, paid at once.
    function _net(uint256 units) internal view returns (uint256) {
        return units * PRICE - _fee(units * PRICE);
    }

    function _now() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function _checkClaim(
        uint256 id,
        ILeaseMarketTypes.ClaimStatus status,
        uint256 units,
        uint256 held,
        uint256 contestEndsAt,
        uint256 rulingEndsAt
    ) internal view {
        ILeaseMarketTypes.UsageClaim memory claim = market.claimOf(id);
        vm.assertTrue(claim.status == status, "status");
        vm.assertEq(claim.cumulativeUnits, units, "units");
        vm.assertEq(claim.heldUnits, held, "held");
        vm.assertEq(claim.contestEndsAt, contestEndsAt, "contest ends");
        vm.assertEq(claim.rulingEndsAt, rulingEndsAt, "ruling ends");
    }
}
