// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {N3Token} from "../../src/N3Token.sol";
import {Test} from "../support/Test.sol";

/// @title Rewards that mint, a bridge that takes and brings back, holders that burn and pay.
contract TokenHandler is Test {
    N3Token private immutable _token;
    address private immutable _rewards;
    address private immutable _bridge;

    address[4] public accounts;
    uint256 public burned;

    constructor(N3Token token, address rewards, address bridge, address treasury) {
        (_token, _rewards, _bridge) = (token, rewards, bridge);
        accounts = [treasury, address(0xa1), address(0xa2), address(0xa3)];
    }

    function mintRewards(uint256 who, uint256 amount) external {
        uint256 available = _token.CAP() - _token.GENESIS_ALLOCATION() - _token.rewardMinted();
        vm.prank(_rewards);
        _token.mintRewards(accounts[who % 4], _bound(amount, 0, available), address(0), 0);
    }

    function bridgeOut(uint256 who, uint256 amount) external {
        address from = accounts[who % 4];
        amount = _bound(amount, 0, _token.balanceOf(from));
        vm.prank(_bridge);
        _token.crosschainBurn(from, amount);
    }

    function bridgeBack(uint256 who, uint256 amount) external {
        amount = _bound(amount, 0, _token.bridgedOut());
        vm.prank(_bridge);
        _token.crosschainMint(accounts[who % 4], amount);
    }

    function burn(uint256 who, uint256 amount) external {
        address from = accounts[who % 4];
        amount = _bound(amount, 0, _token.balanceOf(from));
        vm.prank(from);
        _token.burn(amount);
        burned += amount;
    }

    function move(uint256 from, uint256 to, uint256 amount) external {
        address sender = accounts[from % 4];
        amount = _bound(amount, 0, _token.balanceOf(sender));
        vm.prank(sender);
        _token.transfer(accounts[to % 4], amount);
    }
}
