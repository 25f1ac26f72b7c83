// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";
import {StakingHandler} from "./StakingHandler.sol";

contract StakingInvariantTest is NetworkTest {
    StakingHandler private handler;
    // Copies, because asking the handler costs a call each time, and this runs after every one. The first
    // operator is also the first staker; holders names everybody once.
    address[3] private operators;
    address[7] private holders;

    function setUp() public override {
        super.setUp();
        vm.prank(address(rewards));
        token.approve(address(staking), type(uint256).max);
        handler = new StakingHandler(staking, token, address(rewards), court, treasury);
        for (uint256 i = 0; i < 3; ++i) {
            operators[i] = handler.operators(i);
        }
        for (uint256 i = 0; i < 7; ++i) {
            holders[i] = i < 5 ? handler.stakers(i) : operators[i - 4];
        }
        bytes4[] memory selectors = new bytes4[](9);
        selectors[0] = handler.stake.selector;
        selectors[1] = handler.stakeByTransfer.selector;
        selectors[2] = handler.requestUnstake.selector;
        selectors[3] = handler.cancelUnstake.selector;
        selectors[4] = handler.withdraw.selector;
        selectors[5] = handler.slash.selector;
        selectors[6] = handler.addRewards.selector;
        selectors[7] = handler.lockSelfStake.selector;
        selectors[8] = handler.pass.selector;
        _target(address(handler), selectors);
    }

    /// Solvent, backed share by share, and nobody is promised more than there is; after every single call.
    function invariant_stakingIsSolventAndSharesArePricedRight() public view {
        uint256 owed = 0;
        for (uint256 i = 0; i < 3; ++i) {
            owed += _checkPool(operators[i]);
        }
        vm.assertEq(token.balanceOf(address(staking)), owed, "holds what it owes, to the wei");
        vm.assertEq(handler.paidIn() - handler.paidOut(), owed, "money in = money out + money owed");
        _checkRequests();
    }

    /// Whatever happened, everybody gets out without anybody's help, and almost nothing stays behind.
    function afterInvariant() public {
        _everybodyLeaves();
        vm.assertEq(token.balanceOf(address(staking)), 0, "an empty house holds nothing");
    }

    function _checkPool(address operator) private view returns (uint256 owed) {
        IStaking.Pool memory pool = staking.poolOf(operator);
        uint256 shares = 0;
        uint256 promised = 0;
        for (uint256 i = 0; i < holders.length; ++i) {
            uint256 held = staking.sharesOf(operator, holders[i]);
            if (held == 0) continue;
            shares += held;
            promised += staking.stakeOf(operator, holders[i]);
        }
        uint256 assets = staking.activeAssetsOf(operator);
        vm.assertEq(shares, pool.activeShares, "every share has a holder");
        vm.assertLe(promised, assets, "no over-promise");
        // What the 1e6 virtual shares hold is worth 1 wei at the first price, and grows with the price alone.
        uint256 virtualWorth = (1e6 * (assets + 1)) / (pool.activeShares + 1e6);
        vm.assertLe(
            assets - promised,
            pool.activeShares == 0 ? 0 : holders.length + virtualWorth + 1,
            "within 1 wei each"
        );
        if (pool.activeShares == 0) vm.assertEq(assets, 0, "an empty pool keeps nothing");
        if (pool.thawingShares == 0) vm.assertEq(pool.thawingAssets, 0, "an empty thaw keeps nothing");
        return pool.activeAssets + pool.thawingAssets + pool.streamRemaining;
    }

    function _checkRequests() private view {
        uint256[3] memory promised;
        uint256[5] memory open;
        uint256[] memory ids = handler.openList();
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 id = ids[i];
            IStaking.UnstakeRequest memory request = staking.requestOf(id);
            for (uint256 j = 0; j < 3; ++j) {
                if (request.operator == operators[j]) promised[j] += staking.requestAssets(id);
            }
            for (uint256 j = 0; j < 5; ++j) {
                if (request.staker == holders[j]) ++open[j];
            }
        }
        for (uint256 j = 0; j < 3; ++j) {
            vm.assertLe(promised[j], staking.poolOf(operators[j]).thawingAssets, "every request can be paid");
        }
        for (uint256 j = 0; j < 5; ++j) {
            vm.assertEq(open[j], staking.openRequestCount(holders[j]), "open requests are counted");
        }
    }

    function _everybodyLeaves() private {
        // A full queue needs its withdrawals first: each needs nothing but time.
        _skip(THAW);
        while (handler.openList().length != 0) {
            handler.withdraw(0, address(this));
        }
        for (uint256 i = 0; i < holders.length; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                uint256 shares = staking.sharesOf(operators[j], holders[i]);
                if (shares == 0) continue;
                vm.prank(holders[i]);
                uint256 id = staking.requestUnstake(operators[j], shares);
                _skip(THAW);
                staking.withdraw(id);
            }
        }
    }
}
