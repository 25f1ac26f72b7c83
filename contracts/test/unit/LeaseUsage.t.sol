// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {IRewards} from "../../src/interfaces/IRewards.sol";
import {LeaseTest} from "../support/LeaseTest.sol";

contract LeaseUsageTest is LeaseTest {
    uint256 internal lease;

    function setUp() public override {
        super.setUp();
        lease = _open();
    }

    function test_LodgeUsage_OpenTheContestWindow() public {
        (address[] memory signers, bytes[] memory signatures) = _attest(lease, 40, QUORUM + 1);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.UsageLodged(lease, 40, uint48(_now()) + CONTEST);
        vm.prank(_account("anyone"));
        market.lodgeUsage(lease, 40, signers, signatures);
        _checkClaim(lease, ILeaseMarketTypes.ClaimStatus.Lodged, 40, 0, _now() + CONTEST, 0);
        vm.assertEq(market.escrowTotal(), 100 * PRICE, "nothing is paid yet");
    }

    function test_LodgeUsage_ReplaceItWithAWindowOfItsOwn() public {
        _lodge(lease, 40);
        _contest(lease);
        _skip(1 hours);
        _lodge(lease, 41);
        _checkClaim(lease, ILeaseMarketTypes.ClaimStatus.Lodged, 41, 0, _now() + CONTEST, 0);
        _contest(lease);
        _checkClaim(lease, ILeaseMarketTypes.ClaimStatus.Contested, 41, 0, _now() + CONTEST, _now() + RULING);
    }

    function test_LodgeUsage_RevertWithUsageAlreadyLodged() public {
        _lodge(lease, 40);
        _refuse(40, abi.encodeWithSelector(ILeaseMarket.UsageAlreadyLodged.selector, lease, 40, 40));
        _refuse(39, abi.encodeWithSelector(ILeaseMarket.UsageAlreadyLodged.selector, lease, 39, 40));
        _contest(lease);
        _rule(lease, 20);
        _refuse(40, abi.encodeWithSelector(ILeaseMarket.UsageAlreadyLodged.selector, lease, 40, 40));
        _lodge(lease, 41);
    }

    function test_LodgeUsage_RevertWithNothingToRedeemAsAttested() public {
        _redeem(lease, 40);
        _refuse(40, abi.encodeWithSelector(ILeaseMarket.NothingToRedeem.selector, lease, 40, 40));
        _lodge(lease, 41);
    }

    function test_LodgeUsage_RevertWithUnitsAboveEscrowAsAttested() public {
        _refuse(101, abi.encodeWithSelector(ILeaseMarket.UnitsAboveEscrow.selector, lease, 101, 100));
        _lodge(lease, 100);
    }

    function test_LodgeUsage_RevertWithWhatRewardsRefuses() public {
        (address[] memory signers, bytes[] memory signatures) = _attest(lease, 40, QUORUM - 1);
        vm.expectRevert(abi.encodeWithSelector(IRewards.QuorumNotReached.selector, QUORUM - 1, QUORUM));
        market.lodgeUsage(lease, 40, signers, signatures);
        (signers, signatures) = _attest(lease, 40, QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        market.lodgeUsage(lease, 41, signers, signatures);
        uint256 second = _open();
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        market.lodgeUsage(second, 40, signers, signatures);
        vm.chainId(10);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        market.lodgeUsage(lease, 40, signers, signatures);
    }

    function test_LodgeUsage_RevertWithThawOver() public {
        _closeAs(renter, lease);
        uint48 endsAt = market.leaseOf(lease).thawEndsAt;
        vm.warp(endsAt - 1);
        _lodge(lease, 40);
        _skip(1);
        _refuse(41, abi.encodeWithSelector(ILeaseMarket.ThawOver.selector, lease, endsAt));
    }

    function test_LodgeUsage_RevertWithLeaseNotActive() public {
        _closeAs(operator, lease);
        _refuse(40, abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, lease, 3));
        lease = 9;
        _refuse(40, abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, 9, 0));
    }

    function test_LodgeUsage_LodgeAllTheSame() public {
        vm.prank(guardian);
        market.pause();
        _skip(1 hours + GRACE + 1);
        _lodge(lease, 40);
    }

    function test_ContestUsage_GiveTheCourtItsTime() public {
        _lodge(lease, 40);
        _skip(CONTEST - 1);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.UsageContested(lease, renter, uint48(_now()) + RULING);
        _contest(lease);
        _checkClaim(lease, ILeaseMarketTypes.ClaimStatus.Contested, 40, 0, _now() + 1, _now() + RULING);
    }

    function test_ContestUsage_StillBeContestable() public {
        _lodge(lease, 40);
        _closeAs(operator, lease);
        _contest(lease);
        _checkClaim(lease, ILeaseMarketTypes.ClaimStatus.Contested, 40, 40, _now() + CONTEST, _now() + RULING);
    }

    function testFuzz_ContestUsage_RevertWithNotRenter(address caller) public {
        vm.assume(caller != renter);
        _lodge(lease, 40);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NotRenter.selector, lease, caller));
        market.contestUsage(lease);
    }

    function test_ContestUsage_RevertWithNoClaimForTheContest() public {
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoClaim.selector, lease, 0));
        _contest(lease);
        _lodge(lease, 40);
        _contest(lease);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoClaim.selector, lease, 2));
        _contest(lease);
    }

    function test_ContestUsage_RevertWithContestOver() public {
        _lodge(lease, 40);
        _skip(CONTEST);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.ContestOver.selector, lease, _now()));
        _contest(lease);
    }

    function _refuse(uint64 units, bytes memory reason) private {
        (address[] memory signers, bytes[] memory signatures) = _attest(lease, units, QUORUM);
        vm.expectRevert(reason);
        market.lodgeUsage(lease, units, signers, signatures);
    }
}
