// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {N3Token} from "../../src/N3Token.sol";
import {Staking} from "../../src/Staking.sol";
import {Test} from "../support/Test.sol";

/// @title Five stakers, three operators, a court and a clock, doing anything they may in any order.
/// @dev Every call is shaped so that it must succeed: a revert is a finding (fail_on_revert).
contract StakingHandler is Test {
    /// @dev Keeps the check after each call short; the bound of 64 each has a test of its own.
    uint256 private constant MAX_OPEN = 12;

    Staking public immutable staking;
    N3Token public immutable token;
    address private immutable _rewards;
    address private immutable _court;

    address[5] public stakers;
    address[3] public operators;
    uint256[] public openIds;
    /// @dev Wei that went in and came out, to be compared with what the contract says it holds.
    uint256 public paidIn;
    uint256 public paidOut;
    uint256 private _incidents;

    constructor(Staking staking_, N3Token token_, address rewards, address court, address treasury) {
        (staking, token, _rewards, _court) = (staking_, token_, rewards, court);
        for (uint256 i = 0; i < stakers.length; ++i) {
            stakers[i] = vm.addr(uint256(keccak256(abi.encode("staker", i))));
            vm.prank(treasury);
            token.transfer(stakers[i], 50_000_000e18);
            vm.prank(stakers[i]);
            token.approve(address(staking), type(uint256).max);
        }
        // The first operator also stakes, so that operator and staker may be one.
        (operators[0], operators[1], operators[2]) = (stakers[0], address(0x0b1), address(0x0b2));
    }

    function stake(uint256 who, uint256 where, uint256 assets) external {
        (address staker, address operator) = (_staker(who), _operator(where));
        assets = _bound(assets, 1e18, 100_000e18);
        if (token.balanceOf(staker) < assets) return;
        vm.prank(staker);
        uint256 shares = staking.stake(operator, assets);
        vm.assertTrue(shares != 0, "a stake has shares");
        paidIn += assets;
    }

    function stakeByTransfer(uint256 who, uint256 where, uint256 assets) external {
        (address staker, address operator) = (_staker(who), _operator(where));
        assets = _bound(assets, 1e18, 100e18);
        if (token.balanceOf(staker) < assets) return;
        vm.prank(staker);
        token.transferAndCall(address(staking), assets, abi.encode(operator));
        paidIn += assets;
    }

    function requestUnstake(uint256 who, uint256 where, uint256 shares, bool all) external {
        (address staker, address operator) = (_staker(who), _operator(where));
        uint256 held = staking.sharesOf(operator, staker);
        if (held == 0 || openIds.length == MAX_OPEN) return;
        shares = all ? held : _bound(shares, 1, held);
        if (shares != held && staking.previewUnstake(operator, held - shares) < 1e18) shares = held;
        uint256 worth = staking.previewUnstake(operator, shares);
        vm.prank(staker);
        uint256 id = staking.requestUnstake(operator, shares);
        vm.assertLe(staking.requestAssets(id), worth, "a request is never worth more than its shares");
        openIds.push(id);
        _countLeftover();
    }

    function cancelUnstake(uint256 which) external {
        if (openIds.length == 0) return;
        which %= openIds.length;
        IStaking.UnstakeRequest memory request = staking.requestOf(openIds[which]);
        uint256 worth = staking.requestAssets(openIds[which]);
        if (worth == 0 || staking.stakeOf(request.operator, request.staker) + worth < 1e18) return;
        vm.prank(request.staker);
        staking.cancelUnstake(openIds[which]);
        _forget(which);
    }

    function withdraw(uint256 which, address caller) external {
        if (openIds.length == 0) return;
        which %= openIds.length;
        IStaking.UnstakeRequest memory request = staking.requestOf(openIds[which]);
        if (request.unlocksAt > vm.getBlockTimestamp()) vm.warp(request.unlocksAt);
        uint256 promised = staking.requestAssets(openIds[which]);
        vm.prank(caller);
        uint256 paid = staking.withdraw(openIds[which]);
        vm.assertEq(paid, promised, "paid what was shown");
        paidOut += paid;
        _forget(which);
        _countLeftover();
    }

    function slash(uint256 where, uint256 assets) external {
        address operator = _operator(where);
        IStaking.Pool memory pool = staking.poolOf(operator);
        uint256 total = staking.activeAssetsOf(operator) + pool.thawingAssets;
        if (total < 2) return;
        // Rarely more than a tenth, or the run would only ever see dust.
        assets = _bound(assets, 1, total / 10 + 1);
        vm.prank(_court);
        paidOut += staking.slash(operator, assets, bytes32(++_incidents));
    }

    function addRewards(uint256 where, uint256 assets) external {
        address operator = _operator(where);
        assets = _bound(assets, 1, 1_000e18);
        if (!_mint(assets)) return;
        uint256 before = token.balanceOf(address(staking)) - assets;
        vm.prank(_rewards);
        staking.addRewards(operator, assets);
        paidIn += token.balanceOf(address(staking)) - before;
    }

    function lockSelfStake(uint256 where, uint256 assets) external {
        address operator = _operator(where);
        assets = _bound(assets, 1e18, 100e18);
        if (!_mint(assets)) return;
        vm.prank(_rewards);
        staking.stakeFor(operator, operator, assets);
        paidIn += assets;
    }

    function pass(uint256 duration) external {
        _skip(_bound(duration, 1, 3 days));
    }

    function openList() external view returns (uint256[] memory) {
        return openIds;
    }

    /// @dev As Rewards does before it says where the rewards went. False once the emission is used up.
    function _mint(uint256 assets) private returns (bool) {
        if (token.CAP() - token.GENESIS_ALLOCATION() - token.rewardMinted() < assets) return false;
        vm.prank(_rewards);
        token.mintRewards(address(staking), assets, address(0), 0);
        return true;
    }

    /// @dev What an emptied pool sent to its operator left the contract too; read off the balance.
    function _countLeftover() private {
        uint256 expected = paidIn - paidOut;
        uint256 balance = token.balanceOf(address(staking));
        vm.assertLe(balance, expected, "nothing appears from nowhere");
        paidOut += expected - balance;
    }

    function _forget(uint256 which) private {
        openIds[which] = openIds[openIds.length - 1];
        openIds.pop();
    }

    function _staker(uint256 index) private view returns (address) {
        return stakers[index % stakers.length];
    }

    function _operator(uint256 index) private view returns (address) {
        return operators[index % operators.length];
    }
}
