// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EmissionCurve} from "../../src/libraries/EmissionCurve.sol";
import {Test} from "../support/Test.sol";

contract EmissionCurveTest is Test {
    uint256 internal constant TOTAL = 400_000_000e18;
    uint256 internal constant HALVING = 1461;

    function test_EmittedThrough_HavePaidHalfOfWhatWasLeft() public pure {
        vm.assertEq(_through(0), 0, "nothing before the first epoch");
        vm.assertEq(_through(1), 200_000_000e18 / HALVING, "the first day");
        vm.assertEq(_through(HALVING), 200_000_000e18, "half after one era");
        vm.assertEq(_through(2 * HALVING), 300_000_000e18, "three quarters after two");
        vm.assertEq(_through(type(uint64).max), TOTAL, "all of it at the end of time");
    }

    function testFuzz_EmittedThrough_NeverFallNorExceedTheTotal(uint256 total, uint256 halving, uint64 epoch)
        public
        pure
    {
        halving = _bound(halving, 1, 1e9);
        uint256 now_ = EmissionCurve.emittedThrough(total, halving, epoch);
        uint256 next = EmissionCurve.emittedThrough(total, halving, uint256(epoch) + 1);
        vm.assertLe(now_, next, "monotone");
        vm.assertLe(next, total, "bounded");
    }

    function testFuzz_EmittedThrough_EqualTheSumOverErasWithinAWeiEach(uint16 epochs) public pure {
        uint256 epoch = _bound(epochs, 0, 20_000);
        uint256 expected = 0;
        uint256 left = TOTAL;
        for (uint256 start = 0; start < epoch; start += HALVING) {
            uint256 count = epoch - start < HALVING ? epoch - start : HALVING;
            expected += ((left / 2) * count) / HALVING;
            left -= left / 2;
        }
        vm.assertApproxEqAbs(_through(epoch), expected, epoch / HALVING + 1, "closed form");
    }

    function _through(uint256 epoch) private pure returns (uint256) {
        return EmissionCurve.emittedThrough(TOTAL, HALVING, epoch);
    }
}
