// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";

/// @title What one side could do to the other, or a stranger to both.
contract LeaseGriefingTest is LeaseTest {
    /// Ten renters, two slots in all: two leases, whatever the order and however many each asks for.
    function testFuzz_attack_lastSlotRace(uint256 seed) public {
        ILeaseMarketTypes.Offer memory offer = _offer();
        offer.slots = 2;
        ILeaseMarketTypes.OpenOrder memory order = _order(offer, 1, 10);
        uint256 opened = 0;
        for (uint256 i = 0; i < 10; ++i) {
            address racer = address(uint160(uint256(keccak256(abi.encode(seed, i)))));
            _fundRenter(racer, 1e18);
            vm.prank(racer);
            try market.open(order) {
                ++opened;
            } catch (bytes memory reason) {
                vm.assertEq(
                    bytes32(bytes4(reason)), bytes32(ILeaseMarket.SlotsUnavailable.selector), "only for slots"
                );
            }
        }
        vm.assertEq(opened, 2, "two");
        vm.assertEq(market.escrowTotal(), 20 * PRICE, "the others paid nothing");
    }

    /// The renter closes and lodges an old attestation in the thaw, so that the newest finds the place taken.
    function test_attack_staleAttestationDoesNotKeepTheNewestOut() public {
        uint256 lease = _open();
        _closeAs(renter, lease);
        vm.prank(renter);
        _lodge(lease, 1);
        _contest(lease);
        _lodge(lease, 80);
        _skip(CONTEST);
        market.settleUsage(lease);
        vm.assertEq(token.balanceOf(operator), _net(80), "paid as attested last");
    }

    /// The operator lodges what the court has already ruled on, hoping that the renter sleeps this time.
    function test_attack_ruledUsageIsNotLodgedAgain() public {
        uint256 lease = _open();
        _lodge(lease, 80);
        _contest(lease);
        _rule(lease, 20);
        (address[] memory signers, bytes[] memory signatures) = _attest(lease, 80, QUORUM);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.UsageAlreadyLodged.selector, lease, 80, 80));
        market.lodgeUsage(lease, 80, signers, signatures);
    }

    /// Strangers open, close and claim as much as they like: it costs a lease of somebody else no more gas.
    function test_attack_othersLeasesDoNotMakeMineDearer() public {
        uint256 lease = _open();
        uint256 snapshot = vm.snapshotState();
        uint256 alone = _gasOfRedeeming(lease);
        vm.revertToState(snapshot);
        ILeaseMarketTypes.Offer memory offer = _offer();
        (offer.nonce, offer.slots, offer.maxUnits) = (2, 1_000, 100_000);
        address mallory = _account("mallory");
        _fundRenter(mallory, 1_000e18);
        for (uint256 i = 0; i < 100; ++i) {
            uint256 id = _openAs(mallory, _order(offer, 1, 10));
            if (i % 2 == 0) _closeAs(mallory, id);
        }
        vm.assertLe(_gasOfRedeeming(lease), alone + 5_000, "the same, but for what is warm");
    }

    /// A receiver of the refund or the pay that refuses everything: plain transfers of N3 ask nobody.
    function test_attack_refusingReceiversBlockNobody() public {
        uint256 lease = _open();
        vm.etch(renter, hex"5f5ffd");
        vm.etch(operator, hex"5f5ffd");
        _redeem(lease, 40);
        _skip(1 hours + GRACE);
        market.finalize(lease);
        vm.assertEq(token.balanceOf(operator), _net(40), "paid");
        vm.assertEq(market.escrowTotal(), 0, "refunded");
    }

    function _gasOfRedeeming(uint256 lease) private returns (uint256 gas) {
        bytes memory voucher = _voucher(lease, 40);
        gas = gasleft();
        market.redeem(lease, 40, voucher);
        gas -= gasleft();
    }
}
