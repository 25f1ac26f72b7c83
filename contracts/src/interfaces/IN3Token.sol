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
    error RewardsAlreadySet(address rewards);
    /// Its token is another one.
    error WrongRewards(address rewards);
    error NotRewards(address caller);

    /// @notice Most that is ever issued: genesis plus all rewards. A constant, 1,000,000,000 N3.
    function CAP() external view returns (uint256);

    /// @notice Minted by the constructor, 600,000,000 N3.
    function GENESIS_ALLOCATION() external view returns (uint256);

    /// @notice Rewards minted so far. Only grows: burning never reopens the allowance.
    function rewardMinted() external view returns (uint256);

    /// @notice What the bridge has burned here and not yet brought back; the most it may mint.
    function bridgedOut() external view returns (uint256);

    /// @notice The one contract that mints rewards; zero until setRewards, and never another afterwards.
    function rewards() external view returns (address);

    /// @notice Names the contract that mints rewards, once. Only the administrator.
    function setRewards(address rewards) external;

    /// @notice Mints what one claim pays, within CAP - GENESIS_ALLOCATION over all time. Only Rewards.
    /// @param paid wei for `operator`
    /// @param staked wei for `pool`; either may be 0
    function mintRewards(address operator, uint256 paid, address pool, uint256 staked) external;

    /// @notice Burns the caller's tokens.
    function burn(uint256 amount) external;
}
