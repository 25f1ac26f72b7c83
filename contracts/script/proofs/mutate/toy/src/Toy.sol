// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A till small enough to know all of its mutants; the runner's own test changes it.
contract Toy {
    error TooMuch(uint256 amount, uint256 limit);

    uint256 public immutable limit;
    uint256 public total;

    constructor(uint256 limit_) {
        limit = limit_;
    }

    function pay(uint256 amount) external returns (uint256) {
        require(total + amount <= limit, TooMuch(amount, limit));
        total += amount;
        return total;
    }
}
