// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC1363} from "@openzeppelin/contracts/interfaces/IERC1363.sol";
import {IERC7802} from "@openzeppelin/contracts/interfaces/draft-IERC7802.sol";

import {IN3Token} from "../../src/interfaces/IN3Token.sol";
import {N3Token} from "../../src/N3Token.sol";
import {Rewards} from "../../src/Rewards.sol";
import {NetworkTest} from "../support/NetworkTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract N3TokenTest is NetworkTest {
    uint256 private constant REWARD_CAP = 400_000_000e18;

    address private alice;

    function setUp() public override {
        super.setUp();
        alice = _account("alice");
    }

    function test_Constructor_MintItOnceToItsRecipients() public view {
        vm.assertEq(token.totalSupply(), 600_000_000e18, "supply");
        vm.assertEq(token.balanceOf(treasury), 600_000_000e18, "treasury");
        vm.assertEq(token.CAP(), 1_000_000_000e18, "cap");
        vm.assertTrue(
            keccak256(bytes(token.symbol())) == keccak256("N3") && token.decimals() == 18, "identity"
        );
    }

    function testFuzz_Constructor_RevertWithTheMismatch(uint256 amount) public {
        amount = _bound(amount, 0, type(uint128).max);
        vm.assume(amount != 600_000_000e18);
        address[] memory recipients = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (recipients[0], amounts[0]) = (treasury, amount);
        vm.expectRevert(
            abi.encodeWithSelector(IN3Token.GenesisTotalMismatch.selector, 600_000_000e18, amount)
        );
        new N3Token(address(manager), recipients, amounts);
        vm.expectRevert(abi.encodeWithSelector(IN3Token.GenesisLengthMismatch.selector, 1, 0));
        new N3Token(address(manager), recipients, new uint256[](0));
    }

    function testFuzz_MintRewards_MintUpToTheCapAndNeverBeyond(uint256 first, uint256 excess) public {
        first = _bound(first, 0, REWARD_CAP);
        uint256 available = REWARD_CAP - first;
        excess = _bound(excess, available + 1, type(uint256).max);
        vm.startPrank(address(rewards));
        token.mintRewards(alice, first, address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(IN3Token.RewardCapExceeded.selector, excess, available));
        token.mintRewards(alice, excess, address(0), 0);
        token.mintRewards(alice, available, address(0), 0);
        vm.assertEq(token.totalSupply(), token.CAP(), "at the cap");
    }

    function testFuzz_MintRewards_RevertWithNotRewards(address caller) public {
        vm.assume(caller != address(rewards));
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IN3Token.NotRewards.selector, caller));
        token.mintRewards(alice, 1, address(0), 0);
    }

    function test_MintRewards_RevertWithNotRewardsForAnybody() public {
        N3Token fresh = _newToken();
        vm.prank(address(rewards));
        vm.expectRevert(abi.encodeWithSelector(IN3Token.NotRewards.selector, rewards));
        fresh.mintRewards(alice, 1, address(0), 0);
    }

    function test_SetRewards_RevertWithAccessManagedUnauthorized() public {
        N3Token fresh = _newToken();
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, guardian));
        fresh.setRewards(address(rewards));
    }

    function test_SetRewards_RevertWithRewardsAlreadySet() public {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IN3Token.RewardsAlreadySet.selector, rewards));
        token.setRewards(address(rewards));
    }

    function test_SetRewards_RevertWithWrongRewards() public {
        N3Token fresh = _newToken();
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IN3Token.WrongRewards.selector, rewards));
        fresh.setRewards(address(rewards));
    }

    function test_SetRewards_LetThatContractAloneMint() public {
        N3Token fresh = _newToken();
        Rewards own = new Rewards(address(manager), fresh, staking, _rewardsParameters(QUORUM));
        vm.prank(admin);
        fresh.setRewards(address(own));
        vm.assertEq(fresh.rewards(), address(own), "named");
        vm.prank(address(own));
        fresh.mintRewards(alice, 7, address(0), 0);
        vm.assertEq(fresh.balanceOf(alice), 7, "minted");
        vm.assertEq(fresh.rewardMinted(), 7, "counted");
    }

    function testFuzz_MintRewards_ReopenNothing(uint256 burned) public {
        burned = _bound(burned, 1, 600_000_000e18);
        vm.prank(address(rewards));
        token.mintRewards(alice, REWARD_CAP, address(0), 0);
        vm.prank(treasury);
        token.burn(burned);
        vm.prank(address(rewards));
        vm.expectRevert(abi.encodeWithSelector(IN3Token.RewardCapExceeded.selector, 1, 0));
        token.mintRewards(alice, 1, address(0), 0);
    }

    function testFuzz_CrosschainMint_BringBackOnlyWhatWentOut(uint256 out, uint256 back) public {
        out = _bound(out, 0, 600_000_000e18);
        back = _bound(back, 0, out);
        vm.startPrank(bridge);
        token.crosschainBurn(treasury, out);
        token.crosschainMint(alice, back);
        vm.assertEq(token.balanceOf(alice), back, "back");
        vm.assertEq(token.bridgedOut(), out - back, "still out");
        vm.assertEq(token.rewardMinted(), 0, "does not count as reward");
        vm.expectRevert(
            abi.encodeWithSelector(IN3Token.BridgeMintExceedsBurned.selector, out - back + 1, out - back)
        );
        token.crosschainMint(alice, out - back + 1);
    }

    function testFuzz_CrosschainBurn_CountWhatWentOut(uint256 value) public {
        value = _bound(value, 0, 600_000_000e18);
        vm.prank(bridge);
        token.crosschainBurn(treasury, value);
        vm.assertEq(token.bridgedOut(), value, "counted");
        vm.assertEq(token.balanceOf(treasury), 600_000_000e18 - value, "taken");
        vm.assertEq(token.totalSupply(), 600_000_000e18 - value, "burned");
    }

    function testFuzz_Burn_LowerTheSupplyAndLeaveTheBridgeAlone(uint256 value) public {
        value = _bound(value, 0, 600_000_000e18);
        vm.prank(treasury);
        token.burn(value);
        vm.assertEq(token.totalSupply(), 600_000_000e18 - value, "burned");
        vm.assertEq(token.balanceOf(treasury), 600_000_000e18 - value, "the caller's");
        vm.assertEq(token.bridgedOut() + token.rewardMinted(), 0, "nothing to bring back or to mint");
    }

    function test_SupportsInterface_NameTransferAndCallAndTheBridge() public view {
        vm.assertTrue(token.supportsInterface(type(IERC1363).interfaceId), "ERC-1363");
        vm.assertTrue(token.supportsInterface(type(IERC7802).interfaceId), "ERC-7802");
    }

    function testFuzz_N3Token_MakeTheAuthorisedTransferOnce(uint256 value, uint192 key) public {
        value = _bound(value, 0, 600_000_000e18);
        bytes32 nonce = bytes32(uint256(key) << 64);
        bytes memory signature = _sign(_key("treasury"), _authorisation(treasury, alice, value, nonce));
        token.transferWithAuthorization(treasury, alice, value, 0, type(uint256).max, nonce, signature);
        vm.assertEq(token.balanceOf(alice), value, "moved");
        vm.assertTrue(token.authorizationState(treasury, nonce), "used");
        vm.expectRevert();
        token.transferWithAuthorization(treasury, alice, value, 0, type(uint256).max, nonce, signature);
    }

    function test_N3Token_AskTheContractByERC1271() public {
        Wallet1271 wallet = new Wallet1271(alice);
        vm.prank(treasury);
        token.transfer(address(wallet), 5e18);
        bytes memory signature = _sign(_key("alice"), _authorisation(address(wallet), admin, 5e18, 0));
        token.transferWithAuthorization(address(wallet), admin, 5e18, 0, type(uint256).max, 0, signature);
        vm.assertEq(token.balanceOf(admin), 5e18, "moved");
    }

    function testFuzz_N3Token_RefuseOtherValuesThanTheSignedOnes(address to, uint256 value) public {
        vm.assume(to != alice || value != 1e18);
        bytes memory signature = _sign(_key("treasury"), _authorisation(treasury, alice, 1e18, 0));
        vm.expectRevert();
        token.transferWithAuthorization(treasury, to, value, 0, type(uint256).max, 0, signature);
    }

    function _authorisation(address from, address to, uint256 value, bytes32 nonce)
        private
        view
        returns (bytes32)
    {
        bytes32 typeHash = keccak256(
            "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        bytes32 structHash = keccak256(abi.encode(typeHash, from, to, value, 0, type(uint256).max, nonce));
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
