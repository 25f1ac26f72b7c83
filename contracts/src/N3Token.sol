// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC1363} from "@openzeppelin/contracts/token/ERC20/extensions/ERC1363.sol";
import {ERC20Bridgeable} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC20Bridgeable.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {
    ERC20TransferAuthorization
} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20TransferAuthorization.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";

import {IN3Token} from "./interfaces/IN3Token.sol";
import {IRewards} from "./interfaces/IRewards.sol";

/// @title N3: ERC-20 with permit, transferAndCall, transfer authorisation and an ERC-7802 bridge.
/// @dev totalSupply never exceeds CAP: genesis + rewards ≤ CAP, and the bridge brings back only what it took.
contract N3Token is
    IN3Token,
    ERC20,
    ERC20Permit,
    ERC20Burnable,
    ERC1363,
    ERC20TransferAuthorization,
    ERC20Bridgeable,
    AccessManaged
{
    uint256 public constant CAP = 1_000_000_000e18;
    uint256 public constant GENESIS_ALLOCATION = 600_000_000e18;

    /// @dev One word with _rewardMinted, so that a mint reads and writes who may and how much at once.
    address public rewards;
    uint96 private _rewardMinted;
    uint256 public bridgedOut;

    /// @param amounts wei per recipient; their sum must be GENESIS_ALLOCATION.
    constructor(address initialAuthority, address[] memory recipients, uint256[] memory amounts)
        ERC20("Network3", "N3")
        ERC20Permit("Network3")
        AccessManaged(initialAuthority)
    {
        require(recipients.length == amounts.length, GenesisLengthMismatch(recipients.length, amounts.length));
        for (uint256 i = 0; i < recipients.length; ++i) {
            _mint(recipients[i], amounts[i]);
        }
        require(totalSupply() == GENESIS_ALLOCATION, GenesisTotalMismatch(GENESIS_ALLOCATION, totalSupply()));
    }

    /// @inheritdoc IN3Token
    function setRewards(address rewards_) external restricted {
        require(rewards == address(0), RewardsAlreadySet(rewards));
        require(address(IRewards(rewards_).token()) == address(this), WrongRewards(rewards_));
        rewards = rewards_;
    }

    /// @inheritdoc IN3Token
    function mintRewards(address operator, uint256 paid, address pool, uint256 staked) external {
        require(msg.sender == rewards, NotRewards(msg.sender));
        uint256 minted = _rewardMinted;
        uint256 available = CAP - GENESIS_ALLOCATION - minted;
        uint256 amount = paid + staked;
        require(amount <= available, RewardCapExceeded(amount, available));
        // Not above the cap, which has 90 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        _rewardMinted = uint96(minted + amount);
        if (paid != 0) _mint(operator, paid);
        if (staked != 0) _mint(pool, staked);
    }

    /// @inheritdoc IN3Token
    function rewardMinted() external view returns (uint256) {
        return _rewardMinted;
    }

    /// @inheritdoc ERC20Bridgeable
    function crosschainMint(address to, uint256 value) public override {
        super.crosschainMint(to, value); // first, because it checks the caller; a mint calls nobody back
        require(value <= bridgedOut, BridgeMintExceedsBurned(value, bridgedOut));
        bridgedOut -= value;
    }

    /// @inheritdoc ERC20Bridgeable
    function crosschainBurn(address from, uint256 value) public override {
        super.crosschainBurn(from, value);
        bridgedOut += value;
    }

    /// @inheritdoc ERC20Burnable
    function burn(uint256 amount) public override(IN3Token, ERC20Burnable) {
        super.burn(amount);
    }

    /// @inheritdoc ERC20Permit
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(ERC1363, ERC20Bridgeable)
        returns (bool)
    {
        return super.supportsInterface(interfaceId);
    }

    function _useCheckedNonce(address owner, uint256 nonce) internal override(Nonces, NoncesKeyed) {
        super._useCheckedNonce(owner, nonce);
    }

    /// @dev Roles of the AccessManager decide who the bridge is; the selector in msg.data is the bridge call.
    function _checkTokenBridge(address caller) internal override {
        _checkCanCall(caller, msg.data);
    }
}
