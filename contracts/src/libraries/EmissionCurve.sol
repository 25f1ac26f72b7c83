// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The halving curve: each era of `halvingEpochs` epochs pays half of what is left.
library EmissionCurve {
    /// @notice Wei that epochs 1..epoch may pay together.
    /// @dev Closed form: total - left + left/2 * (epoch mod H)/H with left = total >> (epoch div H), rounded down.
    /// Never falls as epoch grows, is 0 at epoch 0, and never exceeds `total`; from era 256 on it is `total`.
    function emittedThrough(uint256 total, uint256 halvingEpochs, uint256 epoch)
        internal
        pure
        returns (uint256)
    {
        uint256 left = total >> (epoch / halvingEpochs);
        return total - left + Math.mulDiv(left / 2, epoch % halvingEpochs, halvingEpochs);
    }
}
