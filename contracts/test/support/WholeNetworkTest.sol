// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeviceSale} from "../../src/DeviceSale.sol";
import {KeyDirectory} from "../../src/KeyDirectory.sol";
import {LeaseMarket} from "../../src/LeaseMarket.sol";
import {LeaseMarketState} from "../../src/LeaseMarketState.sol";
import {NetworkTest} from "./NetworkTest.sol";

/// @title All nine contracts, and every restricted function with its role as in script/access-rules.ts.
/// @dev script/access-rules.test.ts holds the rules here, those there, and the sources against each other.
abstract contract WholeNetworkTest is NetworkTest {
    uint64 internal constant ADMIN = 0;
    uint64 internal constant FULFILLER = 5;
    uint64 internal constant MERCHANT = 6;
    uint64 internal constant DIRECTORY = 7;
    uint64 internal constant DEVICE_SALE = 8;
    uint64 internal constant LAST_ROLE = 8;

    struct Rule {
        address target;
        bytes4 selector;
        uint64 role;
    }

    DeviceSale internal sale;
    LeaseMarket internal market;
    KeyDirectory internal directory;
    /// @dev By role.
    mapping(uint64 role => address) internal holderOf;
    Rule[] internal rules;

    function setUp() public virtual override {
        super.setUp();
        sale = new DeviceSale(address(manager), token, edgeDevice, treasury);
        LeaseMarketState.Parameters memory p = LeaseMarketState.Parameters({
            thawPeriod: uint48(_parameter("leaseMarket.thawPeriodSeconds")),
            gracePeriod: uint48(_parameter("leaseMarket.gracePeriodSeconds")),
            contestWindow: uint48(_parameter("leaseMarket.contestWindowSeconds")),
            rulingPeriod: uint48(_parameter("leaseMarket.rulingPeriodSeconds")),
            feeBps: uint16(_parameter("leaseMarket.feeBps"))
        });
        market = new LeaseMarket(address(manager), token, staking, rewards, p);
        directory = new KeyDirectory(address(manager), rewards);
        _listRules();
        _grantRoles();
    }

    function _listRules() private {
        _rule(address(token), token.setRewards.selector, ADMIN);
        _rule(address(token), token.crosschainMint.selector, BRIDGE_ROLE);
        _rule(address(token), token.crosschainBurn.selector, BRIDGE_ROLE);
        _rule(address(staking), staking.slash.selector, COURT_ROLE);
        _rule(address(staking), staking.pause.selector, GUARDIAN_ROLE);
        _rule(address(staking), staking.unpause.selector, ADMIN);
        _rule(address(rewards), rewards.veto.selector, GUARDIAN_ROLE);
        _rule(address(rewards), rewards.setAttestors.selector, ADMIN);
        _rule(address(edgeDevice), edgeDevice.mint.selector, DEVICE_SALE);
        _rule(address(edgeDevice), edgeDevice.burn.selector, DEVICE_SALE);
        _rule(address(edgeDevice), edgeDevice.commitKey.selector, DEVICE_SALE);
        _rule(address(edgeDevice), edgeDevice.setRegistry.selector, ADMIN);
        _rule(address(sale), sale.ship.selector, FULFILLER);
        _rule(address(sale), sale.shipMany.selector, FULFILLER);
        _rule(address(sale), sale.correctShipment.selector, FULFILLER);
        _rule(address(sale), sale.cancel.selector, FULFILLER);
        _rule(address(sale), sale.createBatch.selector, MERCHANT);
        _rule(address(sale), sale.updateBatch.selector, MERCHANT);
        _rule(address(sale), sale.pause.selector, GUARDIAN_ROLE);
        _rule(address(sale), sale.unpause.selector, ADMIN);
        _rule(address(market), market.ruleUsage.selector, COURT_ROLE);
        _rule(address(market), market.pause.selector, GUARDIAN_ROLE);
        _rule(address(market), market.unpause.selector, ADMIN);
        _rule(address(directory), directory.postDirectoryRoot.selector, DIRECTORY);
        _rule(address(directory), directory.revokeFor.selector, COURT_ROLE);
        _rule(address(directory), directory.stop.selector, GUARDIAN_ROLE);
        _rule(address(directory), directory.announceGeneration.selector, ADMIN);
    }

    function _rule(address target, bytes4 selector, uint64 role) private {
        rules.push(Rule(target, selector, role));
    }

    function _grantRoles() private {
        holderOf[ADMIN] = admin;
        holderOf[COURT_ROLE] = court;
        holderOf[GUARDIAN_ROLE] = guardian;
        holderOf[BRIDGE_ROLE] = bridge;
        holderOf[FULFILLER] = _account("fulfiller");
        holderOf[MERCHANT] = _account("merchant");
        holderOf[DIRECTORY] = _account("directory");
        holderOf[DEVICE_SALE] = address(sale);
        vm.startPrank(admin);
        for (uint256 i = 0; i < rules.length; ++i) {
            _allow(rules[i].target, rules[i].selector, rules[i].role);
        }
        for (uint64 role = COURT_ROLE; role <= LAST_ROLE; ++role) {
            manager.grantRole(role, holderOf[role], 0);
        }
        manager.setRoleGuardian(COURT_ROLE, GUARDIAN_ROLE);
        vm.stopPrank();
    }
}
