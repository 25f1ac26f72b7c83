// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token that calls back into its user wherever it is called, and remembers how that ended.
contract HostileToken {
    uint256 public constant CAP = 1_000_000_000e18;
    uint256 public constant GENESIS_ALLOCATION = 600_000_000e18;

    address public rewards;
    address private _victim;
    bytes private _attack;
    bool public entered;
    bool public succeeded;
    bytes4 public refusal;

    function arm(address victim, bytes calldata attack) external {
        (_victim, _attack, entered, succeeded, refusal) = (victim, attack, false, false, 0);
    }

    function transfer(address, uint256) external returns (bool) {
        return _reenter();
    }

    function transferFrom(address, address, uint256) external returns (bool) {
        return _reenter();
    }

    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external {
        _reenter();
    }

    function receiveWithAuthorization(address, address, uint256, uint256, uint256, bytes32, bytes calldata)
        external
    {
        _reenter();
    }

    function burn(uint256) external {
        _reenter();
    }

    function mintRewards(address, uint256, address, uint256) external {
        _reenter();
    }

    /// @dev As the token answers Staking; `setRewards` is its administrator's here too.
    function setRewards(address rewards_) external {
        rewards = rewards_;
    }

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    /// @dev Calls into Staking as its token does after transferAndCall.
    function deliver(address staking, bytes calldata data) external {
        (bool ok,) = staking.call(data);
        require(ok, "delivery refused");
    }

    function _reenter() private returns (bool) {
        if (_victim == address(0)) return true;
        bytes memory reason;
        entered = true;
        (succeeded, reason) = _victim.call(_attack);
        refusal = bytes4(reason);
        return true;
    }
}
