// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {IERC1363Spender} from "@openzeppelin/contracts/interfaces/IERC1363Spender.sol";

import {N3Token} from "../../src/N3Token.sol";
import {Rewards} from "../../src/Rewards.sol";
import {GasTest} from "../support/GasTest.sol";
import {PermitTest} from "../support/PermitTest.sol";

/// @title A receiver and spender that does nothing, so that the token's own gas is measured.
contract QuietReceiver is IERC1363Receiver, IERC1363Spender {
    function onTransferReceived(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        return IERC1363Receiver.onTransferReceived.selector;
    }

    function onApprovalReceived(address, uint256, bytes calldata) external pure returns (bytes4) {
        return IERC1363Spender.onApprovalReceived.selector;
    }
}

contract N3TokenGasTest is PermitTest, GasTest {
    string private constant VALUES =
        "Authorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)";
    address private alice;
    address private quiet;

    function setUp() public override {
        super.setUp();
        alice = _account("alice");
        quiet = address(new QuietReceiver());
        vm.startPrank(treasury);
        token.transfer(alice, 1_000e18);
        token.transfer(admin, 1);
        token.transfer(quiet, 1);
        vm.stopPrank();
        vm.prank(alice);
        token.approve(admin, type(uint256).max - 1);
        _measureOf("N3Token", address(token));
    }

    function test_gasOfTransfers() public {
        vm.prank(alice);
        _measure("transfer(address,uint256)", abi.encode(admin, 1e18));
        vm.prank(alice);
        _measure("transferAndCall(address,uint256)", abi.encode(quiet, 1e18));
        vm.prank(alice);
        _measure("transferAndCall(address,uint256,bytes)", abi.encode(quiet, 1e18, "data"));
        vm.prank(admin);
        _measure("transferFrom(address,address,uint256)", abi.encode(alice, admin, 1e18));
        vm.prank(admin);
        _measure("transferFromAndCall(address,address,uint256)", abi.encode(alice, quiet, 1e18));
        vm.prank(admin);
        _measure("transferFromAndCall(address,address,uint256,bytes)", abi.encode(alice, quiet, 1e18, "data"));
        vm.prank(alice);
        _measure("burn(uint256)", abi.encode(1e18));
        vm.prank(admin);
        _measure("burnFrom(address,uint256)", abi.encode(alice, 1e18));
    }

    function test_gasOfApprovals() public {
        vm.prank(alice);
        _measure("approve(address,uint256)", abi.encode(treasury, 1e18));
        vm.prank(alice);
        _measure("approveAndCall(address,uint256)", abi.encode(quiet, 1e18));
        vm.prank(alice);
        _measure("approveAndCall(address,uint256,bytes)", abi.encode(quiet, 2e18, "data"));
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(staking), 1e18);
        _measure(
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
            abi.encode(alice, address(staking), 1e18, type(uint256).max, v, r, s)
        );
    }

    function test_gasOfAuthorisations() public {
        bytes32 digest = _authorisation("TransferWith", bytes32(uint256(1) << 64));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_key("alice"), digest);
        _measure(
            "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
            bytes.concat(_values(1), abi.encode(v, r, s))
        );
        _measureSigned(
            "transferWithAuthorization", _authorisation("TransferWith", bytes32(uint256(2) << 64)), 2
        );
        digest = _authorisation("ReceiveWith", bytes32(uint256(3) << 64));
        (v, r, s) = vm.sign(_key("alice"), digest);
        vm.prank(admin);
        _measure(
            "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
            bytes.concat(_values(3), abi.encode(v, r, s))
        );
        digest = _authorisation("ReceiveWith", bytes32(uint256(4) << 64));
        vm.prank(admin);
        _measureSigned("receiveWithAuthorization", digest, 4);
    }

    function test_gasOfCancelledAuthorisations() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_key("alice"), _cancellation(bytes32(uint256(5) << 64)));
        _measure(
            "cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)",
            abi.encode(alice, bytes32(uint256(5) << 64), v, r, s)
        );
        bytes memory signature = _sign(_key("alice"), _cancellation(bytes32(uint256(6) << 64)));
        _measure(
            "cancelAuthorization(address,bytes32,bytes)",
            abi.encode(alice, bytes32(uint256(6) << 64), signature)
        );
    }

    function test_gasOfPowers() public {
        vm.prank(address(rewards));
        _measure(
            "mintRewards(address,uint256,address,uint256)", abi.encode(alice, 1e18, address(staking), 9e18)
        );
        vm.prank(bridge);
        _measure("crosschainBurn(address,uint256)", abi.encode(alice, 2e18));
        vm.prank(bridge);
        _measure("crosschainMint(address,uint256)", abi.encode(alice, 1e18));
        _measureSetRewards();
        vm.prank(address(manager));
        _measure("setAuthority(address)", abi.encode(address(manager)));
    }

    function test_gasOfViews() public {
        _measureAccess();
        _measure("CAP()", "");
        _measure("DOMAIN_SEPARATOR()", "");
        _measure("GENESIS_ALLOCATION()", "");
        _measure("allowance(address,address)", abi.encode(alice, admin));
        _measure("authorizationState(address,bytes32)", abi.encode(alice, "nonce"));
        _measure("balanceOf(address)", abi.encode(alice));
        _measure("bridgedOut()", "");
        _measure("decimals()", "");
        _measure("eip712Domain()", "");
        _measure("name()", "");
        _measure("nonces(address)", abi.encode(alice));
        _measure("nonces(address,uint192)", abi.encode(alice, 1));
        _measure("rewardMinted()", "");
        _measure("rewards()", "");
        _measure("supportsInterface(bytes4)", abi.encode(type(IERC1363Receiver).interfaceId));
        _measure("symbol()", "");
        _measure("totalSupply()", "");
    }

    /// @dev On a token that has none yet.
    function _measureSetRewards() private {
        N3Token fresh = _newToken();
        Rewards own = new Rewards(address(manager), fresh, staking, _rewardsParameters(QUORUM));
        _measureOf("N3Token", address(fresh));
        vm.prank(admin);
        _measure("setRewards(address)", abi.encode(address(own)));
        _measureOf("N3Token", address(token));
    }

    function _measureSigned(string memory name, bytes32 digest, uint256 key) private {
        bytes memory signature = _sign(_key("alice"), digest);
        _measure(
            string.concat(name, "(address,address,uint256,uint256,uint256,bytes32,bytes)"),
            abi.encode(alice, admin, 1e18, 0, type(uint256).max, bytes32(key << 64), signature)
        );
    }

    function _values(uint256 key) private view returns (bytes memory) {
        return abi.encode(alice, admin, 1e18, 0, type(uint256).max, bytes32(key << 64));
    }

    function _authorisation(string memory verb, bytes32 nonce) private view returns (bytes32) {
        bytes32 typeHash = keccak256(bytes(string.concat(verb, VALUES)));
        return _typed(abi.encode(typeHash, alice, admin, 1e18, 0, type(uint256).max, nonce));
    }

    function _cancellation(bytes32 nonce) private view returns (bytes32) {
        bytes32 typeHash = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
        return _typed(abi.encode(typeHash, alice, nonce));
    }

    function _typed(bytes memory structure) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), keccak256(structure)));
    }
}
