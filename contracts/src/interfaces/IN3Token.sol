// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title N3, the network's token: what its own contracts ask of it beyond ERC-20.
/// @notice Issued once at genesis, then only as epoch rewards. All amounts are wei (18 decimals).
interface IN3Token is IERC20 {
    error GenesisLengthMismatch(uint256 recipients, uint256 amounts);
    error GenesisTotalMismatch(uint256 expected, uint256 actual);
    error RewardCapExceeded(uint256 requested, uint256 available);
    error BridgeMintExceedsBurned(uint256 requested, uint256 available);

    /// @notice Most that is ever issued: genesis plus all rewards. A constant, 1,000,000,000 N3.
    function CAP() external view returns (uint256);

    /// @notice Minted by the constructor, 600,000,000 N3.
    function GENESIS_ALLOCATION() external view returns (uint256);

    /// @notice Rewards minted so far. Only grows: burning never reopens the allowance.
    function rewardMinted() external view returns (uint256);

    /// @notice What the bridge has burned here and not yet brought back; the most it may mint.
    function bridgedOut() external view returns (uint256);

    /// @notice Mints rewards within CAP - GENESIS_ALLOCATION over all time. Only Rewards may call it.
    function mintReward(address to, uint256 amount) external;

    /// @notice Burns the caller's tokens.
    function burn(uint256 amount) external;
}
